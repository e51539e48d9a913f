package io.millrace.job.config;

import static io.millrace.job.config.KeyRow.REQUIRED;
import static io.millrace.job.config.KeyRow.key;

import io.millrace.job.config.AnnounceConfig.OnFailure;
import io.millrace.job.config.AvroRecordsConfig.Encoding;
import io.millrace.job.config.DecodeConfig.DuplicateKeys;
import io.millrace.job.config.DecodeConfig.UnknownFields;
import io.millrace.job.config.DecodeConfig.Unwrap;
import io.millrace.job.config.EventTimeConfig.Fallback;
import io.millrace.job.config.FanOutConfig.Lifecycle;
import io.millrace.job.config.KinesisSourceConfig.OnGap;
import io.millrace.job.config.KinesisSourceConfig.ReaderType;
import io.millrace.job.config.RouteConfig.Distribution;
import io.millrace.job.config.RouteConfig.EmptyText;
import io.millrace.job.config.RouteConfig.Layout;
import io.millrace.job.config.SqsSourceConfig.Mode;
import io.millrace.job.config.StdoutConfig.Style;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One row for every key of a pipeline. Whoever adds a key adds its row here. */
final class KeyRows {

    private static final String LOCAL = "http://localhost:9324";

    private static final String STREAM = "source.kinesis.stream";

    private static final String FIELDS =
            "names of fields, maybe with '=' and a value behind them, between them 'and' and 'or'";

    private static final String ROLE = "arn:aws:iam::123456789012:role/reader";

    private static final String NO_CALLS_OF_S3 =
            "expected attempt-timeout, because the file system of s3:// limits each"
                    + " attempt and their number, and no call as a whole";

    /** Keys of sections that many components have, of which one can do nothing with them, and what is said of them. */
    static final Map<String, String> REFUSED = Map.of(
            "output.files.s3.client.call-timeout", NO_CALLS_OF_S3,
            "source.files.s3.client.call-timeout", NO_CALLS_OF_S3);

    private KeyRows() {}

    static List<KeyRow> all() {
        List<KeyRow> rows = new ArrayList<>(pipeline());
        rows.addAll(types());
        rows.addAll(sqs());
        rows.addAll(kinesis());
        rows.addAll(filesSource());
        rows.addAll(deduplicate());
        rows.addAll(decode());
        rows.addAll(recordFormats());
        rows.addAll(route());
        rows.addAll(files());
        rows.addAll(s3("output.files.s3"));
        rows.addAll(formats());
        rows.addAll(announce());
        rows.addAll(deadLetter());
        rows.addAll(checkpoint());
        rows.addAll(demo());
        rows.removeIf(row -> REFUSED.containsKey(row.path()));
        return rows;
    }

    private static List<KeyRow> pipeline() {
        return List.of(
                key("name", REQUIRED, "orders-2", new PipelineName("orders-2"))
                        .rejects(
                                "Orders",
                                "expected 1 to 63 lower case letters, digits and hyphens, beginning with a letter,"
                                        + " but got 'Orders'")
                        .rejects(
                                "17",
                                "expected lower case letters, digits and hyphens, such as 'clickstream', but got 17"),
                key("parallelism", null, "3", 3)
                        .accepts("0x10")
                        .rejects("0", "expected a whole number between 1 and 4096, but got 0")
                        .rejects("4097", "expected a whole number between 1 and 4096, but got 4097")
                        .rejects("2.5", "expected a whole number between 1 and 4096, but got 2.5")
                        .rejects("'2'", "expected a whole number between 1 and 4096, but got '2'")
                        .rejects("99999999999", "expected a whole number between 1 and 4096, but got 99999999999")
                        .rejects("", "expected a whole number between 1 and 4096, but got nothing")
                        .rejects("[2]", "expected a whole number between 1 and 4096, but got a list")
                        .rejects("{a: 2}", "expected a whole number between 1 and 4096, but got a section"),
                key("transform.0.function", REQUIRED, "clean-click", "clean-click")
                        .rejects("''", "expected text, such as 'clean-click', but got ''")
                        .rejects("12", "expected text, such as 'clean-click', but got 12; put it in quotes"),
                key("transform.0.options", Map.of(), "{limit: 5, strict: true}", Map.of("limit", "5", "strict", "true"))
                        .beside("transform.0.function", "clean-click")
                        .accepts("{empty: ''}")
                        .rejects("[5]", "expected names with a text each, but got a list")
                        .rejects("{limit: [5]}", "expected text, but got a list"));
    }

    /** A type has keys of its own, and those that a pipeline of one type has. */
    private static List<KeyRow> types() {
        List<KeyRow> rows = new ArrayList<>(
                List.of(
                        key("types.0.name", REQUIRED, "order-2", new TypeName("order-2"))
                                .rejects(
                                        "Order",
                                        "expected 1 to 63 lower case letters, digits and hyphens, beginning with a letter,"
                                                + " but got 'Order'")
                                .rejects(
                                        "17",
                                        "expected lower case letters, digits and hyphens, such as 'asset-details', but got 17"),
                        key(
                                        "types.0.when",
                                        REQUIRED,
                                        "kind=a and x or y",
                                        new RecordTest(List.of(
                                                List.of(
                                                        new RecordTest.Field("kind", "a"),
                                                        new RecordTest.Field("x", null)),
                                                List.of(new RecordTest.Field("y", null)))))
                                .accepts("x")
                                .rejects("kind = a", "expected " + FIELDS + ", but got 'kind = a'")
                                .rejects("x and", "expected " + FIELDS + ", but got 'x and'")
                                .rejects("x y", "expected " + FIELDS + ", but got 'x y'")
                                .rejects("or or or", "expected " + FIELDS + ", but got 'or or or'")
                                .rejects(
                                        "[x]", "expected " + FIELDS + ", such as 'code and timestamp', but got a list"),
                        key(
                                        "types.0.schema",
                                        REQUIRED,
                                        "class:io.millrace.Click",
                                        new SchemaLocation("class:io.millrace.Click"))
                                .rejects(
                                        "'class:'",
                                        "expected the path of an .avsc file or of a directory of versions, or 'class:NAME', but got 'class:'")));
        pipeline().stream()
                .filter(row -> row.path().startsWith("transform."))
                .map(row -> row.under("types.0"))
                .forEach(rows::add);
        route().stream().map(row -> row.under("types.0")).forEach(rows::add);
        for (KeyRow row : rows) {
            Map.of("types.0.name", "order", "types.0.when", "order_id", "types.0.schema", "order.avsc")
                    .forEach((path, yaml) -> {
                        if (!path.equals(row.path())) {
                            row.beside(path, yaml);
                        }
                    });
        }
        return rows;
    }

    private static List<KeyRow> sqs() {
        String queue = "the URL of an SQS queue, such as 'https://sqs.eu-west-1.amazonaws.com/123456789012/events'";
        List<KeyRow> rows = new ArrayList<>(List.of(
                key(
                                "source.sqs.queue-url",
                                REQUIRED,
                                "http://localhost:9324/000000000000/events.fifo",
                                new QueueUrl("http://localhost:9324/000000000000/events.fifo"))
                        .rejects("events", "expected " + queue + ", but got 'events'")
                        .rejects("https://sqs", "expected " + queue + ", but got 'https://sqs'")
                        .rejects("'https://a b/c'", "expected the URL of an SQS queue, but got 'https://a b/c'"),
                key("source.sqs.region", null, "eu-west-1", "eu-west-1")
                        .rejects("true", "expected text, such as 'eu-west-1', but got true; put it in quotes"),
                key("source.sqs.endpoint", null, LOCAL, URI.create(LOCAL))
                        .rejects(
                                "localhost:9324",
                                "expected an http or https URL, such as 'http://localhost:9324', but got"
                                        + " 'localhost:9324'"),
                key("source.sqs.mode", Mode.CONTINUOUS, "drain", Mode.DRAIN)
                        .rejects("DRAIN", "expected one of continuous, drain, but got 'DRAIN'; did you mean 'drain'?")
                        .rejects("once", "expected one of continuous, drain, but got 'once'"),
                key("source.sqs.receives", 4, "9", 9)
                        .rejects("65", "expected a whole number between 1 and 64, but got 65"),
                key("source.sqs.batch-size", 10, "3", 3)
                        .rejects("11", "expected a whole number between 1 and 10, but got 11"),
                key("source.sqs.wait-time", Duration.ofSeconds(20), "0 s", Duration.ZERO)
                        .accepts("PT5S")
                        .accepts("500ms")
                        .rejects("25 s", "expected a duration between 0 s and 20 s, such as '20 s', but got '25 s'")
                        .rejects(
                                "5",
                                "expected a duration between 0 s and 20 s, such as '20 s', but got 5; the unit is"
                                        + " missing: ms, s, min, h and d")
                        .rejects(
                                "5 sec",
                                "expected a duration between 0 s and 20 s, such as '20 s', but got '5 sec'; whole"
                                        + " numbers of the units ms, s, min, h and d")
                        .rejects("PT-5S", "expected a duration between 0 s and 20 s, such as '20 s', but got 'PT-5S'"),
                key("source.sqs.visibility-timeout", null, "5 min", Duration.ofMinutes(5))
                        .rejects("1 s", "expected a duration between 2 s and 12 h, but got '1 s'"),
                key("source.sqs.max-in-flight", null, "500", 500)
                        .rejects("120001", "expected a whole number between 1 and 120000, but got 120001"),
                key("source.sqs.deletes", 4, "2", 2)
                        .rejects("0", "expected a whole number between 1 and 64, but got 0"),
                key("source.sqs.close-timeout", Duration.ofSeconds(10), "1 min", Duration.ofMinutes(1))
                        .rejects(
                                "11 min",
                                "expected a duration between 0 s and 10 min, such as '10 s', but got '11 min'"),
                key("source.sqs.drain-check-interval", Duration.ofSeconds(20), "500 ms", Duration.ofMillis(500))
                        .rejects(
                                "50 ms",
                                "expected a duration between 100 ms and 10 min, such as '20 s', but got '50 ms'"),
                key("source.sqs.retry.attempts", 8, "1", 1)
                        .rejects("0", "expected a whole number between 1 and 100, but got 0"),
                key("source.sqs.retry.base-delay", Duration.ofMillis(100), "2 s", Duration.ofSeconds(2))
                        .rejects("0 s", "expected a duration between 1 ms and 1 min, such as '100 ms', but got '0 s'"),
                key("source.sqs.retry.max-delay", Duration.ofSeconds(5), "10 s", Duration.ofSeconds(10))
                        .rejects("1 h", "expected a duration between 1 ms and 10 min, such as '5 s', but got '1 h'")));
        rows.addAll(client("source.sqs.client", "100"));
        return rows;
    }

    private static List<KeyRow> kinesis() {
        String arn = "arn:aws:kinesis:eu-west-1:123456789012:stream/events";
        String stream = "the name of a Kinesis stream, such as 'events', or its ARN, such as '" + arn + "'";
        String position = "trim-horizon, latest, or a time such as '2026-01-31T06:00:00Z'";
        String end = "start, or a time such as '2026-01-31T06:00:00Z'";
        List<KeyRow> rows = new ArrayList<>(List.of(
                key(STREAM, REQUIRED, arn, new StreamName(arn))
                        .accepts("events_2.raw-a")
                        .rejects("a/b", "expected " + stream + ", but got 'a/b'")
                        .rejects(
                                "'arn:aws:sqs:eu-west-1:123456789012:events'",
                                "expected " + stream + ", but got 'arn:aws:sqs:eu-west-1:123456789012:events'"),
                key("source.kinesis.region", null, "eu-west-1", "eu-west-1")
                        .rejects("true", "expected text, such as 'eu-west-1', but got true; put it in quotes"),
                key("source.kinesis.endpoint", null, LOCAL, URI.create(LOCAL))
                        .rejects(
                                "localhost:4567",
                                "expected an http or https URL, such as 'http://localhost:4567', but got"
                                        + " 'localhost:4567'"),
                key(
                                "source.kinesis.init-position",
                                InitPosition.parse("trim-horizon"),
                                "2026-01-31T06:00:00Z",
                                new InitPosition(InitPosition.Kind.TIMESTAMP, Instant.parse("2026-01-31T06:00:00Z")))
                        .accepts("latest")
                        .accepts("2026-01-31T06:00+02:00")
                        .rejects("earliest", "expected " + position + ", but got 'earliest'")
                        .rejects("2026-01-31T06:00:00", "expected " + position + ", but got '2026-01-31T06:00:00'"),
                key("source.kinesis.until", null, "start", Until.parse("start"))
                        .accepts("2026-01-31T06:00:00.5Z")
                        .rejects("tip", "expected " + end + ", but got 'tip'"),
                key("source.kinesis.reader-type", ReaderType.POLLING, "efo", ReaderType.EFO)
                        .together("source.kinesis.efo.consumer-name", "reader")
                        .rejects("push", "expected one of polling, efo, but got 'push'"),
                key("source.kinesis.efo.consumer-name", REQUIRED, "reader", new ConsumerName("reader"))
                        .rejects(
                                "a b",
                                "expected the name of a consumer, 1 to 128 letters, digits and '_.-', but got 'a b'"),
                key("source.kinesis.efo.lifecycle", Lifecycle.JOB_MANAGED, "self-managed", Lifecycle.SELF_MANAGED)
                        .beside("source.kinesis.efo.consumer-name", "reader")
                        .rejects("none", "expected one of job-managed, self-managed, but got 'none'"),
                key("source.kinesis.max-record-count", 10_000, "500", 500)
                        .rejects("10001", "expected a whole number between 1 and 10000, but got 10001"),
                key("source.kinesis.get-records-interval", Duration.ofMillis(200), "1 s", Duration.ofSeconds(1))
                        .rejects("0 s", "expected a duration between 1 ms and 5 min, such as '200 ms', but got '0 s'"),
                key("source.kinesis.idle-interval", Duration.ofSeconds(1), "5 s", Duration.ofSeconds(5))
                        .rejects("6 min", "expected a duration between 1 ms and 5 min, such as '1 s', but got '6 min'"),
                key("source.kinesis.discovery-interval", Duration.ofSeconds(10), "1 min", Duration.ofMinutes(1))
                        .rejects("2 h", "expected a duration between 100 ms and 1 h, such as '10 s', but got '2 h'"),
                key("source.kinesis.on-gap", OnGap.FAIL, "continue", OnGap.CONTINUE)
                        .rejects("ignore", "expected one of fail, continue, but got 'ignore'"),
                key("source.kinesis.retry.attempts", 8, "1", 1)
                        .rejects("0", "expected a whole number between 1 and 100, but got 0"),
                key("source.kinesis.retry.base-delay", Duration.ofMillis(100), "2 s", Duration.ofSeconds(2))
                        .rejects("0 s", "expected a duration between 1 ms and 1 min, such as '100 ms', but got '0 s'"),
                key("source.kinesis.retry.max-delay", Duration.ofSeconds(5), "10 s", Duration.ofSeconds(10))
                        .rejects("1 h", "expected a duration between 1 ms and 10 min, such as '5 s', but got '1 h'")));
        rows.addAll(client("source.kinesis.client", "3"));
        rows.stream().filter(row -> !row.path().equals(STREAM)).forEach(row -> row.beside(STREAM, "events"));
        return rows;
    }

    private static List<KeyRow> filesSource() {
        List<KeyRow> rows = new ArrayList<>(List.of(
                key("source.files.path", REQUIRED, "in/**/*.jsonl", new FilePattern("in/**/*.jsonl"))
                        .accepts("s3://raw/{a,b}/2026-*.gz")
                        .accepts("/data/events.jsonl")
                        .rejects(
                                "http://host/x",
                                "expected a local path, 'file:///…', 's3://bucket/prefix' or 'gs://bucket/prefix', but got 'http://host/x'")
                        .rejects("'in/[a-'", "expected a glob, but got 'in/[a-': '[' without ']'")
                        .rejects("'in/{a,{b}}'", "expected a glob, but got 'in/{a,{b}}': '{' inside of '{'"),
                key("source.files.split-size", ByteSize.parse("64 MiB"), "1 GiB", ByteSize.parse("1 GiB"))
                        .beside("source.files.path", "in")
                        .rejects(
                                "100 KiB",
                                "expected a size between 1 MiB and 5 TiB, such as '64 MiB', but got '100 KiB'")));
        s3("source.files.s3").forEach(row -> rows.add(row.beside("source.files.path", "in")));
        return rows;
    }

    private static List<KeyRow> s3(String section) {
        List<KeyRow> rows = new ArrayList<>(List.of(
                key(section + ".endpoint", null, LOCAL, URI.create(LOCAL))
                        .rejects(
                                "s3.local",
                                "expected an http or https URL, such as 'http://localhost:9000', but got 's3.local'"),
                key(section + ".region", null, "eu-west-1", "eu-west-1")
                        .rejects("7", "expected text, such as 'eu-west-1', but got 7; put it in quotes"),
                key(section + ".path-style", false, "true", true)
                        .rejects("yes", "expected true or false, but got 'yes'"),
                key(section + ".access-key", null, "AKIA", "AKIA")
                        .together(section + ".secret-key", "hush")
                        .rejects("1", "expected text, but got 1; put it in quotes"),
                key(section + ".secret-key", null, "hush", "hush")
                        .together(section + ".access-key", "AKIA")
                        .rejects("4711", "expected text, but got a value that is not shown"),
                key(section + ".encryption", null, "sse-s3", S3Config.Encryption.SSE_S3)
                        .accepts("sse-kms")
                        .rejects("sse-c", "expected one of sse-s3, sse-kms, but got 'sse-c'"),
                key(section + ".kms-key", null, "key-1", "key-1")
                        .together(section + ".encryption", "sse-kms")
                        .rejects(
                                "1",
                                "expected text, such as"
                                        + " 'arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab',"
                                        + " but got 1; put it in quotes")));
        rows.add(key(section + ".retry.attempts", 8, "1", 1)
                .rejects("0", "expected a whole number between 1 and 100, but got 0"));
        rows.add(key(section + ".retry.base-delay", Duration.ofMillis(500), "2 s", Duration.ofSeconds(2))
                .rejects("0 s", "expected a duration between 1 ms and 1 min, such as '500 ms', but got '0 s'"));
        rows.addAll(client(section + ".client", "3"));
        return rows;
    }

    /** @param connections a number of them that suffices */
    private static List<KeyRow> client(String section, String connections) {
        String role = section + ".assume-role";
        String proxy = section + ".proxy";
        List<KeyRow> rows = new ArrayList<>(List.of(
                key(section + ".profile", null, "ingest", "ingest")
                        .rejects("1", "expected text, such as 'ingest', but got 1; put it in quotes"),
                key(section + ".connect-timeout", null, "1 s", Duration.ofSeconds(1))
                        .rejects("1 ms", "expected a duration between 10 ms and 10 min, but got '1 ms'"),
                key(section + ".read-timeout", null, "10 s", Duration.ofSeconds(10))
                        .rejects("2 h", "expected a duration between 10 ms and 1 h, but got '2 h'"),
                key(section + ".attempt-timeout", null, "5 s", Duration.ofSeconds(5))
                        .rejects("2 h", "expected a duration between 10 ms and 1 h, but got '2 h'"),
                key(section + ".call-timeout", null, "30 s", Duration.ofSeconds(30))
                        .rejects("2 h", "expected a duration between 10 ms and 1 h, but got '2 h'"),
                key(section + ".max-connections", null, connections, Integer.valueOf(connections))
                        .rejects("0", "expected a whole number between 1 and 10000, but got 0")));
        List.of(
                        key(role + ".arn", REQUIRED, ROLE, new RoleArn(ROLE))
                                .rejects(
                                        "reader",
                                        "expected the ARN of a role, such as '" + ROLE + "', but got 'reader'"),
                        key(role + ".session-name", "millrace", "clicks", "clicks")
                                .rejects("[a]", "expected text, such as 'millrace', but got a list"),
                        key(role + ".external-id", null, "hush", "hush")
                                .rejects("4711", "expected text, but got a value that is not shown"),
                        key(role + ".duration", Duration.ofHours(1), "15 min", Duration.ofMinutes(15))
                                .rejects(
                                        "1 min",
                                        "expected a duration between 15 min and 12 h, such as '1 h', but got '1 min'"),
                        key(role + ".region", null, "eu-west-1", "eu-west-1")
                                .rejects("7", "expected text, such as 'eu-west-1', but got 7; put it in quotes"),
                        key(role + ".endpoint", null, LOCAL, URI.create(LOCAL))
                                .rejects(
                                        "sts.local",
                                        "expected an http or https URL, such as"
                                                + " 'https://vpce-1.sts.eu-west-1.vpce.amazonaws.com', but got"
                                                + " 'sts.local'"))
                .forEach(row -> rows.add(row.required() ? row : row.beside(role + ".arn", ROLE)));
        List.of(
                        key(proxy + ".url", REQUIRED, "http://proxy:3128", URI.create("http://proxy:3128"))
                                .rejects(
                                        "proxy",
                                        "expected an http or https URL, such as 'http://proxy:3128', but got 'proxy'"),
                        key(proxy + ".username", null, "me", "me")
                                .together(proxy + ".password", "hush")
                                .rejects("1", "expected text, but got 1; put it in quotes"),
                        key(proxy + ".password", null, "hush", "hush")
                                .together(proxy + ".username", "me")
                                .rejects("4711", "expected text, but got a value that is not shown"))
                .forEach(row -> rows.add(row.required() ? row : row.beside(proxy + ".url", "http://proxy:3128")));
        return rows;
    }

    private static List<KeyRow> deduplicate() {
        return List.of(
                key("deduplicate.ttl", Duration.ofHours(1), "2 d", Duration.ofDays(2))
                        .rejects("15 d", "expected a duration between 1 min and 14 d, such as '1 h', but got '15 d'"),
                key(
                                "deduplicate.key",
                                null,
                                "field:event_id",
                                new DeduplicateKey(DeduplicateKey.Place.FIELD, "event_id"))
                        .accepts("attribute:trace.id")
                        .rejects("event_id", "expected 'field:NAME' or 'attribute:NAME', but got 'event_id'")
                        .rejects("'field:'", "expected a name after 'field:', but got none")
                        .rejects("field:geo.city", "expected a top-level field, but got 'geo.city'"),
                key("deduplicate.expected-ids", 2_000_000L, "5000000000", 5_000_000_000L)
                        .rejects("0", "expected a whole number between 1 and 100000000000, but got 0"));
    }

    private static List<KeyRow> decode() {
        return List.of(
                key("decode.schema", REQUIRED, "class:io.millrace.Click", new SchemaLocation("class:io.millrace.Click"))
                        .rejects(
                                "'class:'",
                                "expected the path of an .avsc file or of a directory of versions, or 'class:NAME', but got 'class:'"),
                key("decode.compatibility", Compatibility.BACKWARD, "full", Compatibility.FULL)
                        .beside("decode.schema", "schemas/orders")
                        .rejects(
                                "backwards",
                                "expected one of backward, forward, full, none, but got 'backwards'; did you mean"
                                        + " 'backward'?"),
                key(
                                "decode.unwrap",
                                List.of(),
                                "[sns, base64, json-array]",
                                List.of(Unwrap.SNS, Unwrap.BASE64, Unwrap.JSON_ARRAY))
                        .accepts("[]")
                        .rejects("sns", "expected a list, such as [sns, gzip], but got 'sns'")
                        .rejects(
                                "[gzp]",
                                "expected one of sns, base64, gzip, json-array, lines, but got 'gzp'; did you mean"
                                        + " 'gzip'?"),
                key("decode.unknown-fields", UnknownFields.IGNORE, "capture", UnknownFields.CAPTURE)
                        .rejects(
                                "rejected",
                                "expected one of ignore, capture, reject, but got 'rejected'; did you mean"
                                        + " 'reject'?"),
                key("decode.duplicate-keys", DuplicateKeys.REJECT, "last", DuplicateKeys.LAST)
                        .rejects("first", "expected one of reject, last, but got 'first'"),
                key("decode.max-depth", 64, "10", 10)
                        .rejects("1001", "expected a whole number between 1 and 1000, but got 1001"),
                key("decode.max-record-size", ByteSize.parse("16 MiB"), "256 kB", new ByteSize(256_000))
                        .accepts("1048576")
                        .rejects("512 B", "expected a size between 1 KiB and 1 GiB, such as '16 MiB', but got '512 B'")
                        .rejects(
                                "1.5 MiB",
                                "expected a size between 1 KiB and 1 GiB, such as '16 MiB', but got '1.5 MiB'; a whole"
                                        + " number of B, kB, MB, GB, TB, KiB, MiB, GiB or TiB"));
    }

    private static List<KeyRow> recordFormats() {
        String csv = "decode.format.csv.";
        String avro = "decode.format.avro.";
        String protobuf = "decode.format.protobuf.";
        return List.of(
                key(csv + "header", true, "false", false).rejects("1", "expected true or false, but got 1"),
                key(csv + "columns", List.of(), "[event_id, extra]", List.of("event_id", "extra"))
                        .beside(csv + "header", "false")
                        .rejects("a", "expected a list, such as [event_id, occurred_at], but got 'a'"),
                key(csv + "delimiter", CsvDelimiter.COMMA, ";", new CsvDelimiter(';'))
                        .accepts("\"\\t\"")
                        .accepts("'|'")
                        .rejects(
                                "';;'",
                                "expected one character, such as ',', ';', '|' or \"\\t\", but got ';;'; letters, digits,"
                                        + " quotes, brackets and the signs of numbers stand in cells"),
                key(csv + "null-text", null, "NA", "NA")
                        .accepts("\\N")
                        .rejects("''", "expected text, such as 'NA', but got ''"),
                key(avro + "encoding", Encoding.CONTAINER, "raw", Encoding.RAW)
                        .beside("decode.unwrap", "[base64]")
                        .rejects(
                                "single",
                                "expected one of container, single-object, raw, but got 'single'; did you"
                                        + " mean 'single-object'?"),
                key(avro + "writer-schemas", List.of(), "[v1.avsc]", List.of(new SchemaLocation("v1.avsc")))
                        .beside("decode.unwrap", "[base64]")
                        .beside(avro + "encoding", "single-object")
                        .accepts("[v1.avsc, 'class:io.millrace.Click']")
                        .rejects(
                                "v1.avsc", "expected a list, such as [schemas/click-event-v1.avsc], but got 'v1.avsc'"),
                key(protobuf + "descriptor-set", REQUIRED, "clicks.desc", "clicks.desc")
                        .beside("decode.unwrap", "[base64]")
                        .beside(protobuf + "message", "shop.v1.Click")
                        .rejects("''", "expected text, such as 'schemas/clicks.desc', but got ''"),
                key(protobuf + "message", REQUIRED, "shop.v1.Order", "shop.v1.Order")
                        .beside("decode.unwrap", "[base64]")
                        .beside(protobuf + "descriptor-set", "clicks.desc")
                        .rejects("7", "expected text, such as 'shop.v1.Click', but got 7; put it in quotes"));
    }

    private static final String TEMPLATE = "[country=field:geo.country, date=time:date]";
    private static final String DIRECTORY = "'text:NAME', 'field:FIELD', 'time:PART' or 'range:FIELD/WIDTH', with or"
            + " without a column and '=' before it";

    private static List<KeyRow> route() {
        return List.of(
                key("route.layout", Layout.DATE_HOUR, "flat", Layout.FLAT)
                        .accepts("date-hour")
                        .accepts("ledger-range")
                        .rejects(
                                "date_hour",
                                "expected one of date-hour, date, hour, hive, collection, ledger-day, ledger-range,"
                                        + " flat, template, but got 'date_hour'; did you mean 'date-hour'?"),
                key("route.collection", "collection", "ns.collection", "ns.collection")
                        .beside("route.layout", "hive")
                        .rejects("''", "expected text, such as 'collection', but got ''"),
                key("route.ledger", "ledger_sequence", "meta.ledger", "meta.ledger")
                        .beside("route.layout", "ledger-range")
                        .rejects("7", "expected text, such as 'ledger_sequence', but got 7; put it in quotes"),
                key("route.ledgers-per-range", 10_000L, "64", 64L)
                        .beside("route.layout", "ledger-range")
                        .rejects("0", "expected a whole number between 1 and 1000000000000000, but got 0"),
                key(
                                "route.template",
                                List.of(),
                                "[text:ledgers, day=time:date]",
                                List.of(Directory.parse("text:ledgers"), Directory.parse("day=time:date")))
                        .together("route.layout", "template")
                        .accepts("['c=field:geo.country', 'range:ledger/64']")
                        .rejects("time:hour", "expected a list, such as " + TEMPLATE + ", but got 'time:hour'")
                        .rejects("[country]", "expected " + DIRECTORY + ", but got 'country'")
                        .rejects("[2026]", "expected " + DIRECTORY + ", but got 2026")
                        .rejects(
                                "[time:minute]",
                                "expected one of year, month, day, hour, date after 'time:', but got 'minute'")
                        .rejects(
                                "[range:ledger]",
                                "expected a field, '/' and a width after 'range:', such as"
                                        + " 'range:ledger_sequence/10000', but got 'ledger'")
                        .rejects("[range:ledger/0]", "expected a width of at least 1 after '/', but got 0")
                        .rejects("['field: ']", "expected a field after 'field:', but got none")
                        .rejects(
                                "[text:../x]",
                                "expected 1 to 100 letters, digits, '.', '-' and '_', beginning with a letter or a"
                                        + " digit, after 'text:', but got '../x'")
                        .rejects(
                                "[_c=field:c]",
                                "expected 1 to 63 letters, digits and underscores, beginning with a letter, before '=',"
                                        + " but got '_c'"),
                key("route.empty-text", EmptyText.REJECT, "as-null", EmptyText.AS_NULL)
                        .beside("route.layout", "hive")
                        .rejects("keep", "expected one of reject, as-null, but got 'keep'"),
                key("route.keep-columns", false, "true", true)
                        .beside("route.layout", "hive")
                        .rejects("1", "expected true or false, but got 1"),
                key("route.distribution", Distribution.NONE, "partition", Distribution.PARTITION)
                        .rejects("hash", "expected one of none, partition, but got 'hash'"),
                key("route.event-time.field", null, "meta.occurred_at", "meta.occurred_at")
                        .rejects("''", "expected text, such as 'occurred_at', but got ''"),
                key("route.event-time.zone", ZoneId.of("UTC"), "Europe/Berlin", ZoneId.of("Europe/Berlin"))
                        .accepts("'+02:00'")
                        .rejects(
                                "Europe/Berln",
                                "expected a time zone, such as 'UTC', but got 'Europe/Berln'; did you mean"
                                        + " 'Europe/Berlin'?")
                        .rejects("2", "expected a time zone, such as 'UTC', but got 2"),
                key("route.event-time.fallback", Fallback.REJECT, "message-time", Fallback.MESSAGE_TIME)
                        .rejects(
                                "message",
                                "expected one of reject, message-time, wall-clock, but got 'message'; did you"
                                        + " mean 'message-time'?"),
                key("route.event-time.max-age", Duration.ofDays(3650), "7 d", Duration.ofDays(7))
                        .rejects(
                                "1 s",
                                "expected a duration between 1 min and 36500 d, such as '3650 d', but got '1 s'"),
                key("route.event-time.max-ahead", Duration.ofDays(1), "0 s", Duration.ZERO)
                        .rejects(
                                "99999 d",
                                "expected a duration between 0 s and 36500 d, such as '1 d', but got '99999 d'"));
    }

    private static List<KeyRow> files() {
        return List.of(
                key("output.files.path", REQUIRED, "out/rows", new OutputPath("out/rows"))
                        .accepts("file:///tmp/rows")
                        .rejects(
                                "s3a://lake/x",
                                "expected a local path, 'file:///…', 's3://bucket/prefix' or 'gs://bucket/prefix', but got 's3a://lake/x'")
                        .rejects("'s3://'", "expected a bucket after 's3://', but got 's3://'")
                        .rejects("/", "expected a directory below the root, but got '/'"),
                key("output.files.prefix", new FilePrefix("part"), "click", new FilePrefix("click"))
                        .rejects(
                                "_part",
                                "expected 1 to 100 letters, digits, '.', '-' and '_', not beginning with '.' or '_',"
                                        + " but got '_part'"),
                key("output.files.roll.size", ByteSize.parse("128 MiB"), "1 MB", new ByteSize(1_000_000))
                        .rejects("10", "expected a size between 1 KiB and 5 TiB, such as '128 MiB', but got 10"),
                key("output.files.roll.input-size", null, "1 GiB", ByteSize.parse("1 GiB"))
                        .rejects("1 B", "expected a size between 1 KiB and 5 TiB, but got '1 B'"),
                key("output.files.roll.rows", null, "1000000", 1_000_000L)
                        .rejects("1e3", "expected a whole number between 1 and 1000000000000, but got 1e3"),
                key("output.files.roll.age", null, "5 s", Duration.ofSeconds(5))
                        .rejects("8 d", "expected a duration between 100 ms and 7 d, but got '8 d'"),
                key("output.files.roll.inactivity", null, "1 s", Duration.ofSeconds(1))
                        .rejects("1 ms", "expected a duration between 100 ms and 7 d, but got '1 ms'"),
                key("output.stdout.style", Style.COMPACT, "pretty", Style.PRETTY)
                        .rejects("json", "expected one of compact, pretty, count, but got 'json'"));
    }

    private static List<KeyRow> formats() {
        return List.of(
                key(
                                "output.files.format.parquet.compression",
                                ParquetConfig.Compression.ZSTD,
                                "snappy",
                                ParquetConfig.Compression.SNAPPY)
                        .rejects(
                                "snapy",
                                "expected one of none, snappy, gzip, zstd, lz4-raw, brotli, but got 'snapy'; did you mean"
                                        + " 'snappy'?")
                        .rejects("lzo", "expected one of none, snappy, gzip, zstd, lz4-raw, brotli, but got 'lzo'")
                        .accepts("none")
                        .accepts("gzip")
                        .accepts("lz4-raw")
                        .accepts("brotli"),
                key("output.files.format.parquet.level", null, "9", 9)
                        .accepts("1")
                        .rejects("23", "expected a whole number between 0 and 22, but got 23")
                        .rejects("high", "expected a whole number between 0 and 22, but got 'high'"),
                key(
                                "output.files.format.parquet.row-group-size",
                                ByteSize.parse("128 MiB"),
                                "8 MiB",
                                ByteSize.parse("8 MiB"))
                        .rejects(
                                "1 KiB",
                                "expected a size between 64 KiB and 1 GiB, such as '128 MiB', but got '1 KiB'"),
                key(
                                "output.files.format.parquet.page-size",
                                ByteSize.parse("1 MiB"),
                                "64 KiB",
                                ByteSize.parse("64 KiB"))
                        .rejects("1 B", "expected a size between 1 KiB and 64 MiB, such as '1 MiB', but got '1 B'"),
                key("output.files.format.parquet.page-rows", 10_000, "20000", 20_000)
                        .rejects("0", "expected a whole number between 1 and 10000000, but got 0"),
                key(
                                "output.files.format.parquet.dictionary-size",
                                ByteSize.parse("128 KiB"),
                                "1 MiB",
                                ByteSize.parse("1 MiB"))
                        .rejects(
                                "17 MiB", "expected a size between 0 B and 16 MiB, such as '128 KiB', but got '17 MiB'")
                        .accepts("0 B"),
                key(
                                "output.files.format.parquet.write-memory",
                                ByteSize.parse("32 MiB"),
                                "1 GiB",
                                ByteSize.parse("1 GiB"))
                        .rejects("1 KiB", "expected a size between 1 MiB and 1 TiB, such as '32 MiB', but got '1 KiB'"),
                key("output.files.format.ndjson.compression", TextCompression.NONE, "zstd", TextCompression.ZSTD)
                        .rejects("gz", "expected one of none, gzip, zstd, but got 'gz'"),
                key("output.files.format.ndjson.level", null, "19", 19)
                        .beside("output.files.format.ndjson.compression", "zstd")
                        .rejects("0", "expected a whole number between 1 and 22, but got 0"),
                key("output.files.format.ndjson.trailing-newline", true, "false", false)
                        .rejects("0", "expected true or false, but got 0"),
                key("output.files.format.csv.compression", TextCompression.NONE, "gzip", TextCompression.GZIP)
                        .rejects("snappy", "expected one of none, gzip, zstd, but got 'snappy'"),
                key("output.files.format.csv.level", null, "3", 3)
                        .beside("output.files.format.csv.compression", "gzip")
                        .rejects("0", "expected a whole number between 1 and 22, but got 0"),
                key("output.files.format.csv.header", true, "false", false)
                        .rejects("none", "expected true or false, but got 'none'"),
                key(
                                "output.files.format.avro.compression",
                                AvroConfig.Compression.SNAPPY,
                                "deflate",
                                AvroConfig.Compression.DEFLATE)
                        .accepts("none")
                        .accepts("zstd")
                        .rejects("gzip", "expected one of none, deflate, snappy, zstd, but got 'gzip'"),
                key("output.files.format.avro.level", null, "1", 1)
                        .beside("output.files.format.avro.compression", "deflate")
                        .rejects("0", "expected a whole number between 1 and 22, but got 0"),
                key("output.files.format.avro.block-size", ByteSize.parse("64 KiB"), "1 MiB", ByteSize.parse("1 MiB"))
                        .rejects("1 B", "expected a size between 1 KiB and 16 MiB, such as '64 KiB', but got '1 B'"));
    }

    private static List<KeyRow> deadLetter() {
        String queue = "dead-letter.sqs.queue-url";
        String url = "http://localhost:9324/000000000000/dead";
        List<KeyRow> rows = new ArrayList<>(List.of(
                key(queue, REQUIRED, url + ".fifo", new QueueUrl(url + ".fifo"))
                        .rejects(
                                "dead",
                                "expected the URL of an SQS queue, such as"
                                        + " 'https://sqs.eu-west-1.amazonaws.com/123456789012/events', but got"
                                        + " 'dead'"),
                key("dead-letter.sqs.region", null, "eu-west-1", "eu-west-1")
                        .beside(queue, url)
                        .rejects("3", "expected text, such as 'eu-west-1', but got 3; put it in quotes"),
                key("dead-letter.sqs.endpoint", null, LOCAL, URI.create(LOCAL))
                        .beside(queue, url)
                        .rejects(
                                "localhost:9324",
                                "expected an http or https URL, such as 'http://localhost:9324', but got"
                                        + " 'localhost:9324'"),
                key("dead-letter.sqs.max-message-size", ByteSize.parse("256 KiB"), "1 MiB", ByteSize.parse("1 MiB"))
                        .beside(queue, url)
                        .rejects("2 MB", "expected a size between 4 KiB and 1 MiB, such as '256 KiB', but got '2 MB'"),
                key("dead-letter.sqs.timeout", Duration.ofSeconds(60), "10 min", Duration.ofMinutes(10))
                        .beside(queue, url)
                        .rejects("1 h", "expected a duration between 1 s and 30 min, such as '60 s', but got '1 h'"),
                key("dead-letter.path", REQUIRED, "out/dead-letters", new OutputPath("out/dead-letters"))
                        .rejects(
                                "ftp://host/x",
                                "expected a local path, 'file:///…', 's3://bucket/prefix' or 'gs://bucket/prefix', but got 'ftp://host/x'"),
                key("dead-letter.breaker.max-share", 0.5, "1", 1.0)
                        .accepts("5e-2")
                        .rejects("1.1", "expected a number between 0 and 1, but got 1.1")
                        .rejects(".nan", "expected a number between 0 and 1, but got .nan")
                        .rejects("5 %", "expected a number between 0 and 1, but got '5 %'"),
                key("dead-letter.breaker.window", 1000, "20", 20)
                        .rejects("9", "expected a whole number between 10 and 10000000, but got 9")));
        pauses("dead-letter.sqs.retry", "5 s", "10 s").forEach(row -> rows.add(row.beside(queue, url)));
        client("dead-letter.sqs.client", "3").forEach(row -> rows.add(row.beside(queue, url)));
        return rows;
    }

    private static List<KeyRow> pauses(String section, String longest, String another) {
        Duration byDefault = Durations.parse(longest).orElseThrow();
        Duration value = Durations.parse(another).orElseThrow();
        return List.of(
                key(section + ".base-delay", Duration.ofMillis(100), "2 s", Duration.ofSeconds(2))
                        .rejects("0 s", "expected a duration between 1 ms and 1 min, such as '100 ms', but got '0 s'"),
                key(section + ".max-delay", byDefault, another, value)
                        .rejects(
                                "1 h",
                                "expected a duration between 1 ms and 10 min, such as '" + longest
                                        + "', but got '1 h'"));
    }

    private static List<KeyRow> checkpoint() {
        return List.of(
                key("checkpoint.interval", Duration.ofSeconds(10), "1 min", Duration.ofMinutes(1))
                        .rejects("2 h", "expected a duration between 100 ms and 1 h, such as '10 s', but got '2 h'"),
                key("checkpoint.timeout", Duration.ofMinutes(10), "1 h", Duration.ofHours(1))
                        .rejects(
                                "10 ms", "expected a duration between 1 s and 24 h, such as '10 min', but got '10 ms'"),
                key("checkpoint.directory", null, "s3://lake/state", new OutputPath("s3://lake/state"))
                        .rejects("s3://lake/../x", "expected a path without '..', but got 's3://lake/../x'"),
                key("checkpoint.tolerable-failures", 3, "0", 0)
                        .rejects("-1", "expected a whole number between 0 and 1000, but got -1"),
                key("checkpoint.restarts", 10, "100", 100)
                        .rejects("many", "expected a whole number between 0 and 1000000, but got 'many'"));
    }

    private static List<KeyRow> announce() {
        String stream = "announce.kinesis.stream";
        String arn = "arn:aws:kinesis:eu-west-1:123456789012:stream/commits";
        String form = "the name of a Kinesis stream, such as 'events', or its ARN, such as"
                + " 'arn:aws:kinesis:eu-west-1:123456789012:stream/events'";
        List<KeyRow> rows = new ArrayList<>(List.of(
                key("announce.files", true, "false", false)
                        .beside(stream, "commits")
                        .rejects("maybe", "expected true or false, but got 'maybe'"),
                key(stream, REQUIRED, arn, new StreamName(arn))
                        .rejects("'a b'", "expected " + form + ", but got 'a b'"),
                key("announce.kinesis.region", null, "eu-west-1", "eu-west-1")
                        .beside(stream, "commits")
                        .rejects("3", "expected text, such as 'eu-west-1', but got 3; put it in quotes"),
                key("announce.kinesis.endpoint", null, LOCAL, URI.create(LOCAL))
                        .beside(stream, "commits")
                        .rejects(
                                "kinesis.local",
                                "expected an http or https URL, such as 'http://localhost:4567', but got"
                                        + " 'kinesis.local'"),
                key("announce.kinesis.distribution-factor", 4, "16", 16)
                        .beside(stream, "commits")
                        .rejects("0", "expected a whole number between 1 and 10000, but got 0"),
                key("announce.kinesis.log-group-id", null, "group", "group")
                        .beside(stream, "commits")
                        .rejects("1", "expected text, such as 'clickstream', but got 1; put it in quotes"),
                key("announce.kinesis.account-id", null, "team-a", "team-a")
                        .beside(stream, "commits")
                        .rejects("[1]", "expected text, but got a list"),
                key(
                                "announce.kinesis.large-payload-threshold",
                                ByteSize.parse("900 KiB"),
                                "1 KiB",
                                ByteSize.parse("1 KiB"))
                        .beside(stream, "commits")
                        .rejects(
                                "1 MiB",
                                "expected a size between 1 KiB and 1023 KiB, such as '900 KiB', but got '1 MiB'"),
                key("announce.kinesis.large-payload-path", null, "s3://lake/large", new OutputPath("s3://lake/large"))
                        .beside(stream, "commits")
                        .rejects("''", "expected a directory, but got an empty text"),
                key("announce.timeout", Duration.ofSeconds(60), "2 min", Duration.ofMinutes(2))
                        .rejects("0 s", "expected a duration between 1 s and 30 min, such as '60 s', but got '0 s'"),
                key("announce.on-failure", OnFailure.FAIL, "defer", OnFailure.DEFER)
                        .beside(stream, "commits")
                        .rejects("ignore", "expected one of fail, defer, but got 'ignore'")));
        rows.addAll(pauses("announce.retry", "10 s", "3 s"));
        client("announce.kinesis.client", "3").forEach(row -> rows.add(row.beside(stream, "commits")));
        return rows;
    }

    private static List<KeyRow> demo() {
        return List.of(
                key("demo.events", 200_000L, "1000", 1000L)
                        .beside("source.sqs.endpoint", LOCAL)
                        .rejects("0", "expected a whole number between 1 and 1000000000, but got 0"),
                key("demo.seed", 1L, "-7", -7L)
                        .beside("source.sqs.endpoint", LOCAL)
                        .rejects("1.0", "expected a whole number, but got 1.0"),
                key("demo.resent-share", 0.03, "0.5", 0.5)
                        .beside("source.sqs.endpoint", LOCAL)
                        .rejects("-0.1", "expected a number between 0 and 1, but got -0.1"),
                key("demo.bad-share", 0.01, "0", 0.0)
                        .beside("source.sqs.endpoint", LOCAL)
                        .rejects("2", "expected a number between 0 and 1, but got 2"),
                key("demo.idle-timeout", Duration.ofMinutes(10), "1 h", Duration.ofHours(1))
                        .beside("source.sqs.endpoint", LOCAL)
                        .rejects("2 d", "expected a duration between 1 s and 24 h, such as '10 min', but got '2 d'"));
    }
}
