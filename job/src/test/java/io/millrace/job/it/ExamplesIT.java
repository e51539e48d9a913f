package io.millrace.job.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.job.aws.SqsQueue;
import io.millrace.job.config.QueueUrl;
import io.millrace.job.testkit.Clicks;
import io.millrace.job.testkit.DuckDb;
import io.millrace.job.testkit.ElasticMqServer;
import io.millrace.job.testkit.KinesaliteServer;
import io.millrace.job.testkit.Launcher;
import io.millrace.job.testkit.Processes;
import io.millrace.job.testkit.S3Server;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
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
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> !name.endsWith(".test.yaml")))
                    .containsExactlyInAnyOrder(
                            "sqs-to-s3-parquet.yaml",
                            "sns-wrapped.yaml",
                            "sqs-to-local-ndjson.yaml",
                            "files-to-parquet.yaml",
                            "kinesis-to-parquet.yaml",
                            "announced-on-kinesis.yaml");
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
        Path expected = Files.write(directory.resolve("expected.jsonl"), clicks);
        Map<String, String> columns = new LinkedHashMap<>();
        for (String column : List.of("event_id", "event_type", "session_id", "url")) {
            columns.put(column, "VARCHAR");
        }
        String names = String.join(", ", columns.keySet());
        try (DuckDb duckdb = DuckDb.open()) {
            assertThat(duckdb.difference(
                            "(SELECT " + names + " FROM " + rows + ")",
                            "(SELECT " + names + " FROM " + DuckDb.ndjson(expected, columns) + ")"))
                    .isEmpty();
        }
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
