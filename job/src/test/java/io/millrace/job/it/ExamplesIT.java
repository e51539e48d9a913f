package io.millrace.job.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Timestamp;
import io.millrace.job.aws.SqsQueue;
import io.millrace.job.config.QueueUrl;
import io.millrace.job.decode.protobuf.MessageTypes;
import io.millrace.job.encode.AvroRecords;
import io.millrace.job.testkit.AvroFiles;
import io.millrace.job.testkit.Clicks;
import io.millrace.job.testkit.DuckDb;
import io.millrace.job.testkit.ElasticMqServer;
import io.millrace.job.testkit.KinesaliteServer;
import io.millrace.job.testkit.Launcher;
import io.millrace.job.testkit.Processes;
import io.millrace.job.testkit.S3Server;
import io.millrace.model.click.ClickEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.table.data.GenericRowData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every pipeline in {@code conf/examples}, run as its comment says: through {@code bin/millrace}, with the variables that
 * it names, until its queue is empty or its files are read. What it leaves is read back with DuckDB.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class ExamplesIT {

    private static final Path EXAMPLES = Path.of(System.getProperty("project.root", ".."), "conf", "examples");
    private static final String BUCKET = "lake";
    private static final String BAD = "{\"event_id\": \"no more than that\"}";

    private static final ElasticMqServer SQS = ElasticMqServer.start();
    private static final S3Server S3 = S3Server.start().withBucket(BUCKET);

    /** Where an example is started, and so where it leaves its state and local files. */
    @TempDir
    private Path directory;

    private final List<String> clicks = Clicks.json(11, 40);
    private Processes processes;

    @BeforeEach
    void prepare() throws IOException {
        processes = new Processes(directory.resolve("log"), directory);
    }

    @AfterEach
    void leaveNothing() {
        processes.close();
    }

    @AfterAll
    static void stop() {
        SQS.close();
        S3.close();
    }

    @Test
    void everyExampleIsRunHere() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".yaml") && !name.endsWith(".test.yaml")))
                    .containsExactlyInAnyOrder(
                            "sqs-to-s3-parquet.yaml",
                            "sns-wrapped.yaml",
                            "sqs-to-local-ndjson.yaml",
                            "dead-letters-on-sqs.yaml",
                            "files-to-parquet.yaml",
                            "files-to-csv.yaml",
                            "sqs-to-avro.yaml",
                            "kinesis-to-parquet.yaml",
                            "csv-files-to-parquet.yaml",
                            "avro-sqs-to-parquet.yaml",
                            "protobuf-sqs-to-parquet.yaml",
                            "announced-on-kinesis.yaml",
                            "clicks-by-type-and-day.yaml",
                            "clicks-with-a-function.yaml",
                            "ledger-ranges.yaml",
                            "ledger-archive.yaml",
                            "change-events.yaml",
                            "orders-with-versions.yaml");
        }
    }

    @Test
    void sqsToS3Parquet() throws Exception {
        List<String> sent = new ArrayList<>(clicks);
        sent.add(BAD);
        // The producer's own doubles: other messages with the same event.
        sent.addAll(clicks.subList(0, 5));
        QueueUrl queue = queueWith("parquet", sent);

        String summary = run("sqs-to-s3-parquet.yaml", s3(queue, Map.of()), "--set", "source.sqs.mode=drain");

        assertThat(summary).containsPattern("producer duplicates +5 dropped").contains("s3://lake/clicks");
        Path files = download("clicks");
        assertRows(DuckDb.parquet(files));
        assertThat(filedWrongly(files)).isEmpty();
        assertThat(codecs(files)).containsOnly("ZSTD");
        assertDeadLetter(download("dead-letters/clicks"));
    }

    /** With every flag that {@code docs/how-to/sqs-to-s3.md} gives an ingestor's users, and limits that few events reach. */
    @Test
    void sqsToS3ParquetWithTheFlagsOfAnIngestor() throws Exception {
        QueueUrl queue = queueWith("flags", clicks);
        Map<String, String> small = Map.of(
                "parallelism", "2",
                "checkpoint.interval", "2 s",
                "output.files.roll.rows", "3",
                "output.files.roll.input-size", "4 KiB");
        Set<String> keys = Pattern.compile("\\| `--set ([\\w.-]+)=[^`]*` \\|")
                .matcher(Files.readString(EXAMPLES.resolve("../../docs/how-to/sqs-to-s3.md")))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
        assertThat(keys).isEqualTo(small.keySet());
        List<String> flags = new ArrayList<>(List.of("--set", "source.sqs.mode=drain"));
        small.forEach((key, value) -> flags.addAll(List.of("--set", key + "=" + value)));

        run("sqs-to-s3-parquet.yaml", s3(queue, Map.of("S3_PREFIX", "by/flags")), flags.toArray(String[]::new));

        Path files = download("by/flags");
        assertRows(DuckDb.parquet(files));
        try (DuckDb duckdb = DuckDb.open()) {
            assertThat(duckdb.column("SELECT DISTINCT count(*) <= 3 FROM read_parquet('" + files
                            + "/**/*.parquet', filename = true) GROUP BY filename"))
                    .containsExactly(true);
        }
    }

    @Test
    void snsWrapped() throws Exception {
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < clicks.size(); i += 2) {
            sent.add(envelope(clicks.get(i) + "\n" + clicks.get(i + 1)));
        }
        sent.add(envelope(BAD));
        QueueUrl queue = queueWith("sns", sent);

        run("sns-wrapped.yaml", s3(queue, Map.of("S3_PREFIX", "sns/clicks")), "--set", "source.sqs.mode=drain");

        Path files = download("sns/clicks");
        assertRows(DuckDb.parquet(files));
        assertThat(filedWrongly(files)).isEmpty();
        assertDeadLetter(download("dead-letters/sns/clicks"));
    }

    @Test
    void sqsToLocalNdjson() throws Exception {
        List<String> sent = new ArrayList<>(clicks.subList(1, clicks.size()));
        sent.add(clicks.get(0).replaceFirst("\\{", "{\"campaign\": {\"name\": \"spring\"}, "));
        sent.add(BAD);
        QueueUrl queue = queueWith("local", sent);
        Map<String, String> environment =
                Map.of("SQS_ENDPOINT", SQS.endpoint().toString(), "SQS_QUEUE_URL", queue.value());

        String summary = run("sqs-to-local-ndjson.yaml", environment);

        String rows = DuckDb.ndjson(
                directory.resolve("out/clicks"),
                Map.of(
                        "event_id",
                        "VARCHAR",
                        "event_type",
                        "VARCHAR",
                        "session_id",
                        "VARCHAR",
                        "url",
                        "VARCHAR",
                        "_rescued",
                        "VARCHAR"));
        assertRows(rows);
        try (DuckDb duckdb = DuckDb.open()) {
            assertThat(duckdb.column("SELECT json_extract_string(_rescued, '$.campaign.name') FROM " + rows
                            + " WHERE _rescued LIKE '%campaign%'"))
                    .containsExactly("spring");
            String look = summary.replaceFirst("(?s).*duckdb -c \"(.*?)\".*", "$1");
            assertThat(duckdb.rows(look.replace("'out/", "'" + directory + "/out/")))
                    .as(look)
                    .hasSize(10);
        }
        assertDeadLetter(directory.resolve("out/dead-letters/clicks"));
    }

    @Test
    void sqsToLocalNdjsonCountsOnlyWithTheFlagsOfItsComment() throws Exception {
        QueueUrl queue = queueWith("count", clicks);
        Map<String, String> environment =
                Map.of("SQS_ENDPOINT", SQS.endpoint().toString(), "SQS_QUEUE_URL", queue.value());

        String summary =
                run("sqs-to-local-ndjson.yaml", environment, "--set", "output.files=", "--set", "output.stats={}");

        assertThat(summary).containsPattern("rows +" + clicks.size() + "\n");
        assertThat(directory.resolve("out/clicks")).doesNotExist();
    }

    @Test
    void deadLettersOnSqs() throws Exception {
        List<String> sent = new ArrayList<>(clicks);
        sent.add(BAD);
        QueueUrl queue = queueWith("letters", sent);
        QueueUrl dead = queueWith("letters-dead", List.of());
        Map<String, String> environment = Map.of(
                "SQS_ENDPOINT", SQS.endpoint().toString(),
                "SQS_QUEUE_URL", queue.value(),
                "DEAD_LETTER_QUEUE_URL", dead.value());

        String summary = run("dead-letters-on-sqs.yaml", environment);

        assertRows(DuckDb.parquet(directory.resolve("out/clicks")));
        assertDeadLetter(directory.resolve("out/dead-letters/clicks"));
        assertThat(summary).containsPattern("rejected +1 → out/dead-letters/clicks and " + dead.value());
        try (SqsQueue letters = SQS.open(dead)) {
            assertThat(letters.receive(10, Duration.ZERO, Duration.ofMinutes(1)))
                    .singleElement()
                    .satisfies(letter -> {
                        assertThat(letter.attributes())
                                .containsEntry("millrace.form", "letter")
                                .containsEntry("millrace.error-kind", "missing-field");
                        assertThat(new JsonMapper()
                                        .readTree(letter.body())
                                        .get("payload_base64")
                                        .binaryValue())
                                .asString()
                                .isEqualTo(BAD);
                    });
        }
    }

    @Test
    void filesToParquet() throws Exception {
        S3.put(BUCKET, "raw/2026/03/a.jsonl.gz", gzip(clicks.subList(0, 20)));
        S3.put(BUCKET, "raw/2026/b.jsonl.gz", gzip(clicks.subList(20, 40)));
        S3.put(BUCKET, "raw/2026/c.jsonl.gz", gzip(List.of(BAD)));
        S3.put(BUCKET, "raw/2026/not-clicks.txt", new byte[] {'?'});
        Map<String, String> environment = new HashMap<>(keys());
        environment.put("INPUT", "s3://" + BUCKET + "/raw/2026/**/*.jsonl.gz");

        run(
                "files-to-parquet.yaml",
                environment,
                "--set",
                "source.files.s3.endpoint=" + S3.endpoint(),
                "--set",
                "source.files.s3.path-style=true");

        Path files = directory.resolve("out/clicks");
        assertRows(DuckDb.parquet(files));
        assertThat(filedWrongly(files)).isEmpty();
        assertDeadLetter(directory.resolve("out/dead-letters/clicks"));
    }

    @Test
    void clicksByTypeAndDay() throws Exception {
        Path input = Files.createDirectories(directory.resolve("in/clicks"));
        List<String> sent = new ArrayList<>(clicks);
        sent.add(clicks.get(0).replaceFirst("\"event_type\": *\"[^\"]*\"", "\"event_type\":\"größe/東京\""));
        Files.write(input.resolve("clicks.jsonl"), sent);

        // In whatever locale it is started.
        run("clicks-by-type-and-day.yaml", Map.of("LC_ALL", "C"));

        Processes.Child ddl = Launcher.installed()
                .start(
                        processes,
                        "ddl",
                        Map.of(),
                        List.of(
                                "ddl",
                                EXAMPLES.resolve("clicks-by-type-and-day.yaml").toString()));
        assertThat(ddl.waitFor(1, TimeUnit.MINUTES)).as(ddl.output()).isZero();
        try (DuckDb duckdb = DuckDb.open()) {
            duckdb.execute(ddl.output());
            assertThat(duckdb.count("clicks_by_type_and_day WHERE event_type = 'größe/東京'"))
                    .isOne();
            assertRows(duckdb, "clicks_by_type_and_day WHERE event_type <> 'größe/東京'");
            assertThat(duckdb.count(
                            "clicks_by_type_and_day WHERE date <> (occurred_at AT TIME ZONE 'Europe/Berlin')::DATE"))
                    .isZero();
            assertThat(duckdb.types(DuckDb.parquet(directory.resolve("out/clicks"))))
                    .doesNotContainKey("event_type");
        }
    }

    @Test
    void clicksWithAFunction() throws Exception {
        List<String> sent = new ArrayList<>(clicks);
        sent.add(clicks.get(0).replaceFirst("\"user_agent\": *\"[^\"]*\"", "\"user_agent\": \"Googlebot/2.1\""));
        Path input = Files.createDirectories(directory.resolve("in/clicks"));
        Files.write(input.resolve("clicks.jsonl"), sent);

        run("clicks-with-a-function.yaml", Map.of("MILLRACE_JAVA_OPTS", "-Dmillrace.log.level=DEBUG"));

        String events = DuckDb.ndjson(
                input, Map.of("event_id", "VARCHAR", "user_agent", "VARCHAR", "items", "STRUCT(sku VARCHAR)[]"));
        try (DuckDb duckdb = DuckDb.open()) {
            assertThat(duckdb.difference(
                            "(SELECT event_id, sku FROM " + DuckDb.parquet(directory.resolve("out/actions")) + ")",
                            "(SELECT event_id, unnest(if(len(items) > 0, [item.sku FOR item IN items], [NULL])) AS sku"
                                    + " FROM " + events + " WHERE NOT regexp_matches(user_agent, '(?i)bot|crawl'))"))
                    .isEmpty();
            assertThat(duckdb.count(events + " WHERE regexp_matches(user_agent, '(?i)bot|crawl')"))
                    .isPositive();
        }
        assertThat(directory.resolve("out/dead-letters")).doesNotExist();
        assertThat(directory.resolve(".millrace/logs/clicks-with-a-function.log"))
                .content()
                .contains(" DEBUG ");
    }

    @Test
    void ledgerRanges() throws Exception {
        Path input = Files.createDirectories(directory.resolve("in/ledgers"));
        List<String> lines = new ArrayList<>();
        for (long ledger : new long[] {119_999, 120_000, 129_999, 130_000}) {
            lines.add("{\"contract_id\": \"c\", \"balance\": \"170141183460469231731687303715884105728\","
                    + " \"ledger_sequence\": " + ledger + ", \"closed_at\": \"2026-03-02T06:07:08Z\"}");
        }
        Files.write(input.resolve("entries.jsonl"), lines);

        run("ledger-ranges.yaml", Map.of());

        try (DuckDb duckdb = DuckDb.open()) {
            assertThat(duckdb.rows(
                            "SELECT regexp_extract(filename, 'out/ledgers/(.*)/[^/]*$', 1) AS dir, min(ledger_sequence) AS low,"
                                    + " max(ledger_sequence) AS high FROM read_parquet('" + directory
                                    + "/out/ledgers/**/*.parquet', filename = true) GROUP BY ALL ORDER BY ALL"))
                    .extracting(row -> row.values().toString())
                    .containsExactly(
                            "[ledgers/110000-119999, 119999, 119999]",
                            "[ledgers/120000-129999, 120000, 129999]",
                            "[ledgers/130000-139999, 130000, 130000]");
        }
    }

    @Test
    void filesToCsv() throws Exception {
        Path input = Files.createDirectories(directory.resolve("in/clicks"));
        List<String> lines = new ArrayList<>(clicks);
        lines.add(BAD);
        Files.write(input.resolve("clicks.jsonl"), lines);

        String summary = run("files-to-csv.yaml", Map.of("INPUT", "in/clicks"));

        String csv = "read_csv('" + directory.resolve("out/clicks-csv") + "/**/[!._]*.csv.gz')";
        assertRows(csv);
        try (DuckDb duckdb = DuckDb.open()) {
            assertThat(duckdb.value("SELECT count(DISTINCT CAST(geo AS JSON)->>'country') FROM " + csv))
                    .isNotEqualTo(0L);
            String look = summary.replaceFirst("(?s).*duckdb -c \"(.*?)\".*", "$1");
            assertThat(duckdb.rows(look.replace("'out/", "'" + directory + "/out/")))
                    .as(look)
                    .hasSize(10);
        }
        assertDeadLetter(directory.resolve("out/dead-letters/clicks-csv"));
    }

    @Test
    void sqsToAvro() throws Exception {
        List<String> sent = new ArrayList<>(clicks);
        sent.add(BAD);
        QueueUrl queue = queueWith("avro", sent);
        Map<String, String> environment =
                Map.of("SQS_ENDPOINT", SQS.endpoint().toString(), "SQS_QUEUE_URL", queue.value());

        run("sqs-to-avro.yaml", environment);

        Path files = directory.resolve("out/clicks-avro");
        assertRows(DuckDb.ndjson(AvroFiles.toNdjson(files, directory.resolve("lines"))));
        assertDeadLetter(directory.resolve("out/dead-letters/clicks-avro"));
        Processes.Child verify = Launcher.installed()
                .start(
                        processes,
                        "verify-avro",
                        environment,
                        List.of(
                                "commits",
                                "verify",
                                EXAMPLES.resolve("sqs-to-avro.yaml").toString()));
        assertThat(verify.waitFor(1, TimeUnit.MINUTES)).as(verify.output()).isZero();
        assertThat(verify.output()).contains("all as announced");
    }

    @Test
    void announcedOnKinesis() throws Exception {
        Path input = Files.createDirectories(directory.resolve("in/clicks"));
        Files.write(input.resolve("clicks.jsonl"), clicks);
        try (KinesaliteServer server = KinesaliteServer.start(directory.resolve("kinesis"))) {
            server.createStream("file-commits", 2);
            Map<String, String> environment = Map.of(
                    "COMMITS_STREAM", "file-commits",
                    "KINESIS_ENDPOINT", server.endpoint().toString(),
                    // What this server does not speak.
                    "CBOR_ENABLED", "false");

            run("announced-on-kinesis.yaml", environment);

            assertRows(DuckDb.parquet(directory.resolve("out/announced")));
            for (String log : List.of("files", "stream")) {
                Processes.Child verify = Launcher.installed()
                        .start(
                                processes,
                                "verify-" + log,
                                environment,
                                List.of(
                                        "commits",
                                        "verify",
                                        EXAMPLES.resolve("announced-on-kinesis.yaml")
                                                .toString(),
                                        "--log",
                                        log));
                assertThat(verify.waitFor(1, TimeUnit.MINUTES))
                        .as(verify.output())
                        .isZero();
                assertThat(verify.output()).contains("all as announced");
            }
        }
    }

    @Test
    void csvFilesToParquet() throws Exception {
        run(
                "csv-files-to-parquet.yaml",
                Map.of(
                        "INPUT",
                        EXAMPLES.resolve("data").toAbsolutePath().normalize().toString()));

        try (DuckDb duckdb = DuckDb.open()) {
            assertThat(duckdb.rows("SELECT event_id, user_agent, geo.city AS city, len(items) AS items, _rescued FROM "
                                    + DuckDb.parquet(directory.resolve("out/clicks")) + " ORDER BY event_id")
                            .toString())
                    .isEqualTo("[{event_id=0b7c1f9e-0001, user_agent=Mozilla/5.0, city=Köln, items=0,"
                            + " _rescued={\"campaign\":\"spring\"}},"
                            + " {event_id=0b7c1f9e-0002, user_agent=Mozilla/5.0, city=null, items=0,"
                            + " _rescued={\"campaign\":\"spring\"}},"
                            + " {event_id=0b7c1f9e-0003, user_agent=Mozilla/5.0\n(two lines), city=null, items=1,"
                            + " _rescued={\"campaign\":null}}]");
            assertThat(duckdb.column(
                            "SELECT field_path FROM " + DuckDb.ndjson(directory.resolve("out/dead-letters/clicks"))))
                    .containsExactly("occurred_at");
        }
    }

    @Test
    void avroSqsToParquet() throws Exception {
        ByteArrayOutputStream container = new ByteArrayOutputStream();
        Schema schema = ClickEvent.getClassSchema();
        try (DataFileWriter<GenericRecord> writer = new DataFileWriter<>(new GenericDatumWriter<>(schema))) {
            writer.setCodec(CodecFactory.deflateCodec(6)).create(schema, container);
            for (GenericRowData row : Clicks.rows(11, 40)) {
                writer.append(AvroRecords.record(row, schema));
            }
        }
        Base64.Encoder base64 = Base64.getEncoder();
        QueueUrl queue = queueWith(
                "avro",
                List.of(
                        base64.encodeToString(container.toByteArray()),
                        base64.encodeToString(BAD.getBytes(StandardCharsets.UTF_8))));

        run("avro-sqs-to-parquet.yaml", s3(queue, Map.of()), "--set", "source.sqs.mode=drain");

        assertRows(DuckDb.parquet(directory.resolve("out/clicks")));
        assertThat(filedWrongly(directory.resolve("out/clicks"))).isEmpty();
        assertDeadLetters(1, "malformed");
    }

    @Test
    void protobufSqsToParquet() throws Exception {
        Descriptor click = MessageTypes.parse(Files.readAllBytes(EXAMPLES.resolve("../schemas/click-event.desc")))
                .find("shop.v1.Click");
        List<String> sent = new ArrayList<>();
        for (String json : clicks) {
            JsonNode event = new JsonMapper().readTree(json);
            Instant at = Instant.parse(event.get("occurred_at").textValue());
            DynamicMessage.Builder message = DynamicMessage.newBuilder(click)
                    .setField(
                            click.findFieldByName("occurred_at"),
                            Timestamp.newBuilder()
                                    .setSeconds(at.getEpochSecond())
                                    .setNanos(at.getNano())
                                    .build());
            for (String name : List.of("event_id", "event_type", "session_id", "url", "user_agent")) {
                message.setField(click.findFieldByName(name), event.get(name).textValue());
            }
            sent.add(Base64.getEncoder().encodeToString(message.build().toByteArray()));
        }
        sent.add(Base64.getEncoder().encodeToString(BAD.getBytes(StandardCharsets.UTF_8)));
        QueueUrl queue = queueWith("protobuf", sent);

        run("protobuf-sqs-to-parquet.yaml", s3(queue, Map.of()), "--set", "source.sqs.mode=drain");

        assertRows(DuckDb.parquet(directory.resolve("out/clicks")));
        assertThat(filedWrongly(directory.resolve("out/clicks"))).isEmpty();
        assertDeadLetters(1, "malformed");
    }

    private void assertDeadLetters(int count, String kind) {
        try (DuckDb duckdb = DuckDb.open()) {
            assertThat(duckdb.column(
                            "SELECT error_kind FROM " + DuckDb.ndjson(directory.resolve("out/dead-letters/clicks"))))
                    .hasSize(count)
                    .containsOnly(kind);
        }
    }

    @Test
    void ledgerArchive() throws Exception {
        Map<String, String> environment = Map.of("INPUT", message("ledger.jsonl"));

        run("ledger-archive.yaml", environment);

        try (DuckDb duckdb = DuckDb.open()) {
            Map.of("contract-data-message", 1L, "contract-data", 1L, "event", 2L, "asset-details", 2L)
                    .forEach((type, rows) -> assertThat(duckdb.value("SELECT count(*) FROM "
                                    + DuckDb.parquet(
                                            directory.resolve("out/ledgers").resolve(type))))
                            .as(type)
                            .isEqualTo(rows));
            String events = DuckDb.parquet(directory.resolve("out/ledgers/event/ledgers/130000-139999"));
            assertThat(duckdb.column("SELECT concat_ws(' ', ledger, ledger_closed_at, id, topic, value, tx_hash) FROM "
                            + events + " ORDER BY ledger"))
                    .containsExactly(
                            "130000 2026-03-02T06:15:05Z 0000558345748480000-0000000001"
                                    + " [\"AAAADwAAAAh0cmFuc2Zlcg==\",\"AAAAEgAAAAA=\"] {\"amount\":9007199254740993} 7f3c",
                            "130001 2026-03-02T06:15:10Z 90ab-1-2 [\"AAAADwAAAAh0cmFuc2Zlcg==\"]"
                                    + " {\"amount\":340282366920938463463374607431768211455} 90ab");
            assertThat(duckdb.column("SELECT DISTINCT concat_ws(' ', decode(key), decode(value)) FROM"
                            + " parquet_kv_metadata(" + DuckDb.literal(directory + "/out/ledgers/event/**/*.parquet")
                            + ") WHERE decode(key) IN ('schema_type', 'version', 'description')"))
                    .containsExactlyInAnyOrder(
                            "schema_type event", "version 1.0.0", "description An event that a contract emitted.");
            assertThat(duckdb.column(
                            "SELECT error_kind FROM " + DuckDb.ndjson(directory.resolve("out/dead-letters/ledgers"))))
                    .containsExactly("unknown-type");
        }
        Processes.Child verify = Launcher.installed()
                .start(
                        processes,
                        "verify-ledgers",
                        environment,
                        List.of(
                                "commits",
                                "verify",
                                EXAMPLES.resolve("ledger-archive.yaml").toString()));
        assertThat(verify.waitFor(1, TimeUnit.MINUTES)).as(verify.output()).isZero();
        assertThat(verify.output()).contains("all as announced");
    }

    @Test
    void changeEvents() throws Exception {
        run("change-events.yaml", Map.of("INPUT", message("changes.jsonl")));
        String avro = "output.files.format={avro: {}}";
        run(
                "change-events.yaml",
                Map.of("INPUT", message("changes.jsonl"), "OUTPUT", "out/avro"),
                "--fresh",
                "--set",
                avro,
                "--set",
                "route.layout=date");

        String update = "SELECT update_description->>'$.truncatedArrays[0].newSize' FROM %s WHERE operation = 'update'";
        try (DuckDb duckdb = DuckDb.open()) {
            assertThat(duckdb.column(update.formatted(DuckDb.parquet(directory.resolve("out/changes")))))
                    .containsExactly("2");
            Path lines = AvroFiles.toNdjson(directory.resolve("out/avro"), directory.resolve("lines"));
            assertThat(duckdb.column(update.formatted(DuckDb.ndjson(lines)))).containsExactly("2");
        }
        assertThat(directory.resolve("out/dead-letters")).doesNotExist();
    }

    /** The messages that an example reads by itself when it is started in the directory of Millrace. */
    private static String message(String file) {
        return EXAMPLES.resolve("messages")
                .resolve(file)
                .toAbsolutePath()
                .normalize()
                .toString();
    }

    @Test
    void ordersWithVersions() throws Exception {
        String old = "{\"order_id\": \"%s\", \"ordered_at\": \"2026-03-02T06:00:00Z\", \"quantity\": %d";
        Path input = Files.createDirectories(directory.resolve("in/orders"));
        Files.write(
                input.resolve("orders.jsonl"),
                List.of(
                        old.formatted("first", 1) + "}",
                        old.formatted("second", 5_000_000_000L) + ", \"channel\": \"shop\", \"coupon\": \"SPRING\"}",
                        old.formatted("third", 3) + ", \"gift\": true}"));

        run("orders-with-versions.yaml", Map.of());

        try (DuckDb duckdb = DuckDb.open()) {
            assertThat(duckdb.column("SELECT concat_ws(' ', order_id, quantity, channel, coupon, _rescued) FROM "
                            + DuckDb.parquet(directory.resolve("out/orders")) + " ORDER BY order_id"))
                    .containsExactly("first 1 web", "second 5000000000 shop SPRING", "third 3 web {\"gift\":true}");
        }
        assertThat(directory.resolve("out/dead-letters")).doesNotExist();
    }

    private static byte[] gzip(List<String> lines) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void kinesisToParquet() throws Exception {
        try (KinesaliteServer server = KinesaliteServer.start(directory.resolve("server"))) {
            server.createStream("clicks", 2);
            List<String> sent = new ArrayList<>(clicks);
            sent.add(BAD);
            StreamProducer.put(server, "clicks", 0, sent.size(), sent::get);

            String summary = run(
                    "kinesis-to-parquet.yaml",
                    Map.of(
                            "KINESIS_STREAM", "clicks",
                            "KINESIS_ENDPOINT", server.endpoint().toString(),
                            "MILLRACE_JAVA_OPTS", "-Daws.cborEnabled=false"),
                    "--set",
                    "source.kinesis.until=start");

            assertThat(summary).containsPattern("read +41 records");
            assertRows(DuckDb.parquet(directory.resolve("out/clicks")));
            assertDeadLetter(directory.resolve("out/dead-letters/clicks"));
        }
    }

    private static QueueUrl queueWith(String name, List<String> bodies) throws Exception {
        QueueUrl url = SQS.createQueue(name);
        try (SqsQueue queue = SQS.open(url)) {
            Producer.send(queue, bodies.size(), bodies::get);
        }
        return url;
    }

    private static Map<String, String> s3(QueueUrl queue, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("SQS_QUEUE_URL", queue.value());
        environment.put("SQS_ENDPOINT", SQS.endpoint().toString());
        environment.put("S3_BUCKET", BUCKET);
        environment.put("S3_ENDPOINT", S3.endpoint().toString());
        environment.put("S3_PATH_STYLE", "true");
        environment.putAll(keys());
        return environment;
    }

    private static Map<String, String> keys() {
        return Map.of(
                "AWS_ACCESS_KEY_ID", S3.config().accessKey(),
                "AWS_SECRET_ACCESS_KEY", S3.config().secretKey());
    }

    /** Runs an example to its end, and returns what it printed. */
    private String run(String example, Map<String, String> environment, String... flags) throws Exception {
        List<String> arguments =
                new ArrayList<>(List.of("run", EXAMPLES.resolve(example).toString(), "--web-port", "0"));
        arguments.addAll(List.of("--set", "checkpoint.interval=1 s"));
        if (environment.containsKey("SQS_QUEUE_URL")) {
            // An embedded server's counters are exact, so there is no need to wait for them.
            arguments.addAll(List.of("--set", "source.sqs.drain-check-interval=200 ms"));
        }
        arguments.addAll(List.of(flags));
        Processes.Child run = Launcher.installed().start(processes, example, environment, arguments);
        assertThat(run.waitFor(2, TimeUnit.MINUTES)).as(run.output()).isZero();
        return run.output();
    }

    private Path download(String prefix) throws IOException {
        Path files = Files.createDirectories(directory.resolve("downloaded").resolve(prefix));
        S3.download(BUCKET, prefix + "/", files);
        return files;
    }

    /** Every click once, with the texts that were sent. */
    private void assertRows(String rows) throws IOException {
        try (DuckDb duckdb = DuckDb.open()) {
            assertRows(duckdb, rows);
        }
    }

    private void assertRows(DuckDb duckdb, String rows) throws IOException {
        Path expected = Files.write(directory.resolve("expected.jsonl"), clicks);
        Map<String, String> columns = new LinkedHashMap<>();
        for (String column : List.of("event_id", "event_type", "session_id", "url")) {
            columns.put(column, "VARCHAR");
        }
        String names = String.join(", ", columns.keySet());
        assertThat(duckdb.difference(
                        "(SELECT " + names + " FROM " + rows + ")",
                        "(SELECT " + names + " FROM " + DuckDb.ndjson(expected, columns) + ")"))
                .isEmpty();
    }

    /** Files with a row of another hour than their directory's. */
    private static List<Object> filedWrongly(Path files) {
        try (DuckDb duckdb = DuckDb.open()) {
            return duckdb.column("SELECT DISTINCT filename FROM " + DuckDb.parquet(files)
                    + " WHERE NOT contains(filename, strftime(occurred_at, '/%Y/%m/%d/%H/'))");
        }
    }

    private static List<Object> codecs(Path files) {
        try (DuckDb duckdb = DuckDb.open()) {
            return duckdb.column("SELECT DISTINCT compression FROM parquet_metadata("
                    + DuckDb.literal(files + "/**/*.parquet") + ")");
        }
    }

    private static void assertDeadLetter(Path files) {
        try (DuckDb duckdb = DuckDb.open()) {
            assertThat(duckdb.column("SELECT payload_base64 FROM " + DuckDb.ndjson(files)))
                    .singleElement()
                    .satisfies(payload -> assertThat(
                                    new String(Base64.getDecoder().decode((String) payload), StandardCharsets.UTF_8))
                            .isEqualTo(BAD));
        }
    }

    private static String envelope(String message) throws JsonProcessingException {
        return new JsonMapper()
                .writeValueAsString(Map.of(
                        "Type", "Notification",
                        "MessageId", "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
                        "TopicArn", "arn:aws:sns:eu-west-1:123456789012:clicks",
                        "Message", message,
                        "Timestamp", "2026-03-02T06:00:00.000Z"));
    }
}
