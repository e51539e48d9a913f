package io.millrace.job.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelineRulesTest {

    @Test
    void theDefaultsAreNeitherWrongNorDoubtful() throws Exception {
        assertThat(warnings(Document.minimal())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "dead-letter.path,    s3://lake/events/bad, is inside of,  output.files.path,  s3://lake/events",
        "dead-letter.path,    s3://lake/events,     is inside of,  output.files.path,  s3://lake/events",
        "dead-letter.path,    s3://lake,            contains,      output.files.path,  s3://lake/events",
        "checkpoint.directory, s3://lake/events/st, is inside of,  output.files.path,  s3://lake/events",
        "checkpoint.directory, s3://lake/dead-letters, is inside of, dead-letter.path, s3://lake/dead-letters",
    })
    void directoriesMustBeApart(String key, String path, String relation, String other, String otherPath) {
        assertThat(errors(Document.minimal().with(key, path))).anySatisfy(error -> assertThat(error)
                .endsWith(key + ": expected a directory apart from " + other + ", but " + path + " " + relation + " "
                        + otherPath));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "collection        | ns.coll  | date-hour  | hive or collection",
                "ledger            | ledger   | ledger-day | ledger-range",
                "ledgers-per-range | 64       | flat       | ledger-range",
                "template          | [text:x] | hour       | template",
            })
    void aKeyOfAnotherLayoutIsWrong(String key, String value, String layout, String layouts) {
        assertThat(errors(Document.minimal().with("route.layout", layout).with("route." + key, value)))
                .singleElement()
                .asString()
                .endsWith("route." + key + ": expected route.layout to be " + layouts + ", but it is " + layout);
    }

    @Test
    void aTemplateHasDirectoriesAndEachColumnOnce() {
        String missing = "route.layout: expected the directories in route.template, such as"
                + " [country=field:geo.country, date=time:date]";
        Document template = Document.minimal().with("route.layout", "template");
        assertThat(errors(template)).singleElement().asString().endsWith(missing);
        assertThat(errors(template.with("route.template", "[]")))
                .singleElement()
                .asString()
                .endsWith(missing);
        assertThat(errors(template.with("route.template", "[day=time:day, Day=field:day]")))
                .singleElement()
                .asString()
                .endsWith("route.template: expected each column once, but got 'Day' twice");
        String many = "[" + "field:x, ".repeat(16) + "field:y]";
        assertThat(errors(template.with("route.template", many)))
                .singleElement()
                .asString()
                .endsWith("route: expected a template of at most 16 directories, but got 17");
    }

    @Test
    void whatALayoutHasNoUseForIsDoubtful() throws Exception {
        assertThat(warnings(Document.minimal().with("route.empty-text", "as-null")))
                .singleElement()
                .asString()
                .endsWith("route.empty-text: has no effect: no directory of the layout is called after a field");
        assertThat(warnings(
                        Document.minimal().with("route.layout", "collection").with("route.keep-columns", "true")))
                .singleElement()
                .asString()
                .endsWith(
                        "route.keep-columns: has no effect: no directory of the layout is a column with a field's value");
        assertThat(warnings(Document.minimal().with("route.layout", "flat").with("route.distribution", "partition")))
                .singleElement()
                .asString()
                .endsWith(
                        "route.distribution: the layout flat has one directory, so that one writer writes everything");
        assertThat(warnings(Document.minimal().with("output.stats", "{}").with("route.distribution", "partition")))
                .singleElement()
                .asString()
                .endsWith("route.distribution: has no effect: only rows that are written into files are distributed");
    }

    @Test
    void aDirectoryWhoseNameOnlyBeginsTheSameIsApart() throws Exception {
        assertThat(warnings(Document.minimal().with("dead-letter.path", "s3://lake/events-bad")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "parquet | snappy  | 3  | expected no level, because the codec snappy has none; gzip, zstd, brotli have",
                "parquet | lz4-raw | 3  | expected no level, because the codec lz4-raw has none; gzip, zstd, brotli have",
                "parquet | gzip    | 10 | expected a level of gzip between 1 and 9, but got 10",
                "parquet | zstd    | 0  | expected a level of zstd between 1 and 22, but got 0",
                "parquet | brotli  | 12 | expected a level of brotli between 0 and 11, but got 12",
                "ndjson  | none    | 1  | expected no level, because the codec none has none; gzip, zstd have",
                "csv     | gzip    | 22 | expected a level of gzip between 1 and 9, but got 22",
                "avro    | snappy  | 1  | expected no level, because the codec snappy has none; deflate, zstd have",
                "avro    | deflate | 10 | expected a level of deflate between 1 and 9, but got 10"
            })
    void aLevelBelongsToACodecThatHasIt(String format, String codec, String level, String message) {
        String path = "output.files.format." + format;

        assertThat(errors(Document.minimal().with(path + ".compression", codec).with(path + ".level", level)))
                .singleElement()
                .asString()
                .endsWith(path + ".level: " + message);
    }

    @ParameterizedTest
    @CsvSource({"parquet,gzip,9", "parquet,zstd,22", "parquet,brotli,0", "ndjson,zstd,1", "csv,gzip,1", "avro,zstd,22"})
    void aLevelThatTheCodecHasIsRight(String format, String codec, String level) throws Exception {
        String path = "output.files.format." + format;

        assertThat(warnings(
                        Document.minimal().with(path + ".compression", codec).with(path + ".level", level)))
                .isEmpty();
    }

    @Test
    void theDefaultCodecsLevelIsChecked() {
        assertThat(errors(Document.minimal().with("output.files.format.avro.level", "1")))
                .singleElement()
                .asString()
                .endsWith("expected no level, because the codec snappy has none; deflate, zstd have");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "format: {orc: {}}            | output.files.format.orc: unknown key; this section has parquet, ndjson, csv, avro",
                "format: avro                 | output.files.format: expected a section with exactly one of the keys parquet, ndjson, csv, avro, but got 'avro'",
                "format: {csv: {}, avro: {}}  | output.files.format: expected a section with exactly one of the keys parquet, ndjson, csv, avro, but got csv and avro",
                "compression: gzip            | output.files.compression: unknown key",
                "content-type: text/csv       | output.files.content-type: unknown key",
                "tags: {team: web}            | output.files.tags: unknown key",
                "s3: {storage-class: GLACIER} | output.files.s3.storage-class: unknown key",
                "s3: {encryption: sse-c}      | output.files.s3.encryption: expected one of sse-s3, sse-kms",
                "format: {avro: {compression: gzip}} | output.files.format.avro.compression: expected one of none, deflate, snappy, zstd",
            })
    void anUnknownFormatIsAnErrorThatListsTheKnownOnes(String files, String message) {
        String yaml = Document.minimal()
                .yaml()
                .replace("    path: s3://lake/events", "    path: s3://lake/events\n    " + files);

        assertThat(ConfigLoaderTest.problems(yaml, Map.of(), Map.of()))
                .anySatisfy(problem -> assertThat(problem.toString()).contains(message));
    }

    @Test
    void theSameLocalDirectoryIsRecognisedHoweverItIsWritten() {
        assertThat(errors(Document.minimal()
                        .with("output.files.path", "out/../out/rows/")
                        .with("dead-letter.path", "./out/rows/bad")))
                .singleElement()
                .asString()
                .contains("dead-letter.path: expected a directory apart from output.files.path");
    }

    @Test
    void aVisibilityTimeoutBelowThreeCheckpointIntervalsIsDoubtful() throws Exception {
        assertThat(warnings(Document.minimal().with("source.sqs.visibility-timeout", "29 s")))
                .containsExactly("pipeline.yaml:5:5: source.sqs.visibility-timeout: 29 s is shorter than 3 times"
                        + " checkpoint.interval, 30 s; every message is extended before it can be deleted, and a pause"
                        + " of the process brings redeliveries, which are dropped");
        assertThat(warnings(Document.minimal().with("source.sqs.visibility-timeout", "30 s")))
                .isEmpty();
    }

    @Test
    void idsMustOutliveThreeVisibilityTimeouts() {
        assertThat(errors(Document.minimal().with("deduplicate.ttl", "5 min")))
                .containsExactly("pipeline.yaml:13:3: deduplicate.ttl: expected at least 6 min, which is 3 times the"
                        + " visibility timeout of 2 min, but got 5 min; a later redelivery would be written twice");
        assertThat(errors(Document.minimal().with("source.sqs.visibility-timeout", "30 min")))
                .containsExactly("pipeline.yaml:1:1: deduplicate.ttl: expected at least 90 min, which is 3 times the"
                        + " visibility timeout of 30 min, but got 1 h; a later redelivery would be written twice");
        assertThat(errors(Document.minimal().with("checkpoint.interval", "1 h")))
                .singleElement()
                .asString()
                .contains("deduplicate.ttl: expected at least 9 h");
    }

    @Test
    void aRegionOtherThanTheQueuesIsWrong() throws Exception {
        Document document = Document.minimal().with("source.sqs.region", "us-east-1");

        assertThat(errors(document))
                .containsExactly("pipeline.yaml:5:5: source.sqs.region: expected the region of the queue's URL,"
                        + " 'eu-west-1', but got 'us-east-1'");
        assertThat(warnings(document.with("source.sqs.endpoint", "http://localhost:9324")))
                .isEmpty();
    }

    @Test
    void deadLettersMustNotGoBackToTheirSource() {
        Document document = Document.minimal();
        String queue = "https://sqs.eu-west-1.amazonaws.com/123456789012/events";

        assertThat(errors(document.with("source.sqs.queue-url", queue).with("dead-letter.sqs.queue-url", queue)))
                .singleElement()
                .asString()
                .endsWith("dead-letter.sqs.queue-url: expected another queue than the source's, because the pipeline"
                        + " would read its dead letters again");
    }

    @Test
    void aRegionOtherThanTheDeadLettersQueuesIsWrong() throws Exception {
        Document document = Document.minimal()
                .with("dead-letter.sqs.queue-url", "https://sqs.eu-west-1.amazonaws.com/123456789012/dead")
                .with("dead-letter.sqs.region", "us-east-1");

        assertThat(errors(document))
                .singleElement()
                .asString()
                .endsWith("dead-letter.sqs.region: expected the region of the queue's URL, 'eu-west-1', but got"
                        + " 'us-east-1'");
        assertThat(warnings(document.with("dead-letter.sqs.endpoint", "http://localhost:9324")))
                .isEmpty();
    }

    @Test
    void enhancedFanOutNeedsItsConsumer() {
        assertThat(errors(stream().with("source.kinesis.reader-type", "efo")))
                .containsExactly(
                        "pipeline.yaml:5:5: source.kinesis.reader-type: expected the section source.kinesis.efo"
                                + " beside efo, with the name of the consumer");
    }

    @Test
    void keysOfTheOtherWayToReadAStreamAreDoubtful() throws Exception {
        assertThat(warnings(stream().with("source.kinesis.efo.consumer-name", "reader")))
                .containsExactly("pipeline.yaml:5:5: source.kinesis.efo: has no effect unless"
                        + " source.kinesis.reader-type is efo");
        assertThat(warnings(stream()
                        .with("source.kinesis.reader-type", "efo")
                        .with("source.kinesis.efo.consumer-name", "reader")
                        .with("source.kinesis.max-record-count", "5")))
                .containsExactly("pipeline.yaml:8:5: source.kinesis.max-record-count: has no effect unless"
                        + " source.kinesis.reader-type is polling");
    }

    @Test
    void aRegionOtherThanTheStreamsIsWrong() {
        assertThat(errors(stream()
                        .with("source.kinesis.stream", "arn:aws:kinesis:eu-west-1:123456789012:stream/events")
                        .with("source.kinesis.region", "us-east-1")))
                .containsExactly("pipeline.yaml:5:5: source.kinesis.region: expected the region of the stream's ARN,"
                        + " 'eu-west-1', but got 'us-east-1'");
    }

    @Test
    void aReadingMustNotEndBeforeItBegins() {
        assertThat(errors(stream()
                        .with("source.kinesis.init-position", "2026-02-01T00:00:00Z")
                        .with("source.kinesis.until", "2026-01-01T00:00:00Z")))
                .containsExactly("pipeline.yaml:6:5: source.kinesis.until: expected a time after"
                        + " source.kinesis.init-position, 2026-02-01T00:00:00Z, but got 2026-01-01T00:00:00Z");
    }

    @Test
    void recordsOfAStreamHaveNoAttributes() {
        assertThat(errors(stream().with("deduplicate.key", "attribute:id")))
                .singleElement()
                .asString()
                .contains("because the records of a stream have no attributes");
    }

    private static Document stream() {
        return Document.minimal().with("source.kinesis.stream", "events");
    }

    @Test
    void aDrainIntervalWithoutDrainIsDoubtful() throws Exception {
        Document document = Document.minimal().with("source.sqs.drain-check-interval", "1 s");

        assertThat(warnings(document))
                .containsExactly("pipeline.yaml:5:5: source.sqs.drain-check-interval: has no effect unless"
                        + " source.sqs.mode is drain");
        assertThat(warnings(document.with("source.sqs.mode", "drain"))).isEmpty();
    }

    @Test
    void theCeilingOfAFifoQueueIsSaid() throws Exception {
        assertThat(warnings(Document.minimal()
                        .with("source.sqs.queue-url", "https://sqs.eu-west-1.amazonaws.com/123456789012/events.fifo")))
                .containsExactly("pipeline.yaml:4:5: source.sqs.queue-url: a message group of a FIFO queue moves at"
                        + " most 10 messages per checkpoint.interval of 10 s, because SQS holds the others back until"
                        + " those are deleted");
    }

    @Test
    void aRollTriggerThatNeverFiresIsDoubtful() throws Exception {
        assertThat(warnings(Document.minimal().with("output.files.roll.age", "10 s")))
                .containsExactly("pipeline.yaml:11:7: output.files.roll.age: 10 s has no effect: checkpoint.interval"
                        + " closes every file after 10 s");
        assertThat(warnings(Document.minimal()
                        .with("output.files.roll.age", "2 s")
                        .with("output.files.roll.inactivity", "3 s")))
                .containsExactly("pipeline.yaml:12:7: output.files.roll.inactivity: 3 s has no effect:"
                        + " output.files.roll.age closes every file after 2 s");
        assertThat(warnings(Document.minimal()
                        .with("output.files.roll.age", "2 s")
                        .with("output.files.roll.inactivity", "1 s")))
                .isEmpty();
    }

    @Test
    void settingsForS3WithoutAPathOnS3AreDoubtful() throws Exception {
        Document local = Document.minimal()
                .with("output.files.path", "out/rows")
                .with("dead-letter.path", "out/dead")
                .with("output.files.s3.region", "eu-west-1");

        assertThat(warnings(local))
                .containsExactly("pipeline.yaml:10:5: output.files.s3: has no effect: no path begins with s3://");
        assertThat(warnings(local.with("dead-letter.path", "s3://lake/dead"))).isEmpty();
    }

    @Test
    void theDemoNeedsAQueueOnThisMachine() throws Exception {
        Document demo = Document.minimal().with("demo.events", "10");
        String message = "demo: expected source.sqs.endpoint to be on this machine, such as 'http://localhost:9324',"
                + " because the demo starts a queue there";

        assertThat(errors(demo)).singleElement().asString().endsWith(message);
        assertThat(errors(demo.with("source.sqs.endpoint", "https://sqs.eu-west-1.amazonaws.com")))
                .singleElement()
                .asString()
                .endsWith(message);
        assertThat(warnings(demo.with("source.sqs.endpoint", "http://127.0.0.1:9324")))
                .isEmpty();
    }

    @Test
    void aKmsKeyIsForKms() {
        assertThat(errors(Document.minimal().with("output.files.s3.kms-key", "key-1")))
                .containsExactly(
                        "pipeline.yaml:10:5: output.files.s3: expected encryption to be sse-kms beside kms-key,"
                                + " but it is not given");
    }

    @Test
    void keysOfKmsAreSpokenOfOverHttps() throws Exception {
        Document kms = Document.minimal().with("output.files.s3.encryption", "sse-kms");

        assertThat(warnings(kms.with("output.files.s3.endpoint", "https://s3.local")))
                .isEmpty();
        assertThat(errors(kms.with("output.files.s3.endpoint", "http://s3.local")))
                .singleElement()
                .asString()
                .endsWith(
                        "output.files.s3: expected an https endpoint beside sse-kms, because the client speaks of keys"
                                + " over nothing else, but got 'http://s3.local'");
    }

    @Test
    void aKeyAndItsSecretBelongTogether() {
        assertThat(errors(Document.minimal().with("output.files.s3.access-key", "AKIA")))
                .containsExactly("pipeline.yaml:10:5: output.files.s3: expected access-key and secret-key together, but"
                        + " got only access-key");
    }

    @Test
    void theLongestRetryPauseIsAtLeastTheFirst() {
        assertThat(errors(Document.minimal().with("source.sqs.retry.base-delay", "10 s")))
                .containsExactly("pipeline.yaml:5:5: source.sqs.retry: expected max-delay to be at least base-delay,"
                        + " but 5 s is less than 10 s");
        assertThat(errors(Document.minimal().with("announce.retry.base-delay", "11 s")))
                .singleElement()
                .asString()
                .endsWith("announce.retry: expected max-delay to be at least base-delay, but 10 s is less than 11 s");
        assertThat(errors(Document.minimal()
                        .with("dead-letter.sqs.queue-url", "http://localhost:9324/000000000000/dead")
                        .with("dead-letter.sqs.retry.max-delay", "10 ms")))
                .singleElement()
                .asString()
                .endsWith("dead-letter.sqs.retry: expected max-delay to be at least base-delay, but 10 ms is less than"
                        + " 100 ms");
    }

    @Test
    void whereATimeEndsTheAttemptsTheirNumberIsRefused() {
        assertThat(errors(Document.minimal().with("announce.retry.attempts", "3")))
                .singleElement()
                .asString()
                .endsWith("announce.retry.attempts: unknown key; an announcement is tried until announce.timeout is"
                        + " over, however often that is");
        assertThat(errors(Document.minimal()
                        .with("dead-letter.sqs.queue-url", "http://localhost:9324/000000000000/dead")
                        .with("dead-letter.sqs.retry.attempts", "3")))
                .singleElement()
                .asString()
                .endsWith("dead-letter.sqs.retry.attempts: unknown key; a letter is sent again until"
                        + " dead-letter.sqs.timeout is over, however often that is");
    }

    @Test
    void rulesBetweenKeysAreReportedBesideWrongValuesOfOtherKeys() {
        assertThat(errors(Document.minimal()
                        .with("parallelism", "none")
                        .with("deduplicate.ttl", "2 min")
                        .with("source.sqs.region", "us-east-1")))
                .hasSize(3);
    }

    @Test
    void aRuleIsSilentAboutAKeyThatIsWrongByItself() {
        assertThat(errors(Document.minimal().with("checkpoint.interval", "10").with("deduplicate.ttl", "2 min")))
                .singleElement()
                .asString()
                .contains("checkpoint.interval");
    }

    @Test
    void onlyVersionsAreCompared() throws Exception {
        for (String schema : List.of("schemas/orders", "schemas/orders/", "schemas/orders/v2.avsc")) {
            assertThat(warnings(Document.minimal().with("decode.schema", schema).with("decode.compatibility", "full")))
                    .as("and no error")
                    .isEmpty();
        }
        for (String schema : List.of("event.avsc", "schemas/v0.avsc", "class:io.millrace.Click")) {
            assertThat(errors(Document.minimal().with("decode.schema", schema).with("decode.compatibility", "forward")))
                    .singleElement()
                    .asString()
                    .endsWith("decode.compatibility: expected decode.schema to be a directory of versions, such as"
                            + " 'schemas/orders', or one of them, because only versions are compared");
        }
    }

    @Test
    void theLayoutsOfTypesFollowTheRulesOfLayouts() throws Exception {
        assertThat(errors(types().with("types.1.route.ledger", "number")))
                .singleElement()
                .asString()
                .endsWith(
                        "types.1.route.ledger: expected types.1.route.layout to be ledger-range, but it is date-hour");
        assertThat(warnings(types().with("types.0.route.keep-columns", "true")))
                .singleElement()
                .asString()
                .contains("types.0.route.keep-columns: has no effect");
    }

    @Test
    void typesHaveSchemaFunctionsAndDirectoriesOfTheirOwn() throws Exception {
        assertThat(errors(types().with("decode.schema", "event.avsc")
                        .with("transform.0.function", "clean-click")
                        .with("route.layout", "flat")))
                .hasSize(3)
                .allMatch(problem -> problem.endsWith(": expected nothing beside types, each of which has its own"))
                .anyMatch(problem -> problem.contains(" decode.schema: "))
                .anyMatch(problem -> problem.contains(" transform: "))
                .anyMatch(problem -> problem.contains(" route: "));
        assertThat(warnings(types().with("transform", "[]").with("route.layout", "date-hour")))
                .as("defaults, written down, and no error")
                .isEmpty();
        assertThat(errors(Document.minimal().without("decode.schema").with("types", "[]")))
                .singleElement()
                .asString()
                .contains("decode.schema: missing; expected the path of an .avsc file");
    }

    @Test
    void typesAreToldApartByTheirNamesAndByFieldsOfJson() {
        assertThat(errors(types().with("types.1.name", "a")))
                .singleElement()
                .asString()
                .endsWith("types.1.name: expected each name once, but got 'a' twice");
        assertThat(errors(types().with("decode.format.csv.header", "true")))
                .singleElement()
                .asString()
                .endsWith(
                        "decode.format.csv: expected the format json beside types, which are told apart by the fields of"
                                + " JSON objects");
        assertThat(errors(types().with("output.stdout.style", "count")))
                .singleElement()
                .asString()
                .endsWith(
                        "output.stdout.style: expected compact or pretty beside types, because a number would not say of"
                                + " which type it is");
    }

    @Test
    void versionsOfTheSchemaOfAnyTypeAreCompared() throws Exception {
        assertThat(errors(types().with("decode.compatibility", "full")))
                .singleElement()
                .asString()
                .contains("decode.compatibility: expected types.0.schema to be a directory of versions");
        assertThat(warnings(types().with("decode.compatibility", "full").with("types.1.schema", "schemas/b")))
                .as("and no error")
                .isEmpty();
    }

    private static Document types() {
        return Document.minimal()
                .with("types.0.name", "a")
                .with("types.0.when", "a_id")
                .with("types.0.schema", "a.avsc")
                .with("types.1.name", "b")
                .with("types.1.when", "b_id")
                .with("types.1.schema", "b.avsc");
    }

    @Test
    void onlyFilesAreAnnounced() {
        assertThat(errors(Document.minimal().with("output.stats", "{}").with("announce.timeout", "2 s")))
                .singleElement()
                .asString()
                .endsWith("announce: expected output.files, because only files are announced");
    }

    @Test
    void onlyWhatIsSentToAStreamCanBeSentLater() {
        assertThat(errors(Document.minimal().with("announce.on-failure", "defer")))
                .singleElement()
                .asString()
                .endsWith(
                        "announce: expected kinesis beside on-failure: defer, because only what is sent to a stream can"
                                + " be sent later");
    }

    @Test
    void largePayloadsAreNotAmongTheRows() {
        assertThat(errors(Document.minimal()
                        .with("announce.kinesis.stream", "commits")
                        .with("announce.kinesis.large-payload-path", "s3://lake/events/large")))
                .singleElement()
                .asString()
                .endsWith("announce.kinesis.large-payload-path: expected a directory apart from output.files.path, but"
                        + " s3://lake/events/large is inside of s3://lake/events");
    }

    @Test
    void bytesThatAreNoTextAskForBase64WhereTextComes() throws Exception {
        Document protobuf = Document.minimal()
                .with("decode.format.protobuf.descriptor-set", "x.desc")
                .with("decode.format.protobuf.message", "a.B");
        assertThat(errors(protobuf))
                .containsExactly(
                        "pipeline.yaml:8:5: decode.format.protobuf: expected base64 in decode.unwrap, because the"
                                + " body of a message is text and cannot hold such records");
        assertThat(errors(Document.minimal().with("decode.format.avro", "{}").with("source.files.path", "in")))
                .singleElement()
                .asString()
                .endsWith("expected base64 in decode.unwrap, because the lines of a file are text and cannot hold such"
                        + " records");
        assertThat(warnings(protobuf.with("decode.unwrap", "[base64]"))).isEmpty();
        assertThat(warnings(Document.minimal().with("decode.format.avro", "{}").with("source.kinesis.stream", "s")))
                .isEmpty();
    }

    @Test
    void csvIsNotTakenApartIntoLinesBefore() {
        assertThat(errors(Document.minimal().with("decode.format.csv", "{}").with("decode.unwrap", "[gzip, lines]")))
                .singleElement()
                .asString()
                .endsWith("decode.unwrap: expected no lines with the format csv, whose records may have several");
        assertThat(errors(Document.minimal()
                        .with("decode.format.csv", "{}")
                        .with("source.files.path", "in")
                        .with("decode.unwrap", "[base64]")))
                .singleElement()
                .asString()
                .endsWith("decode.unwrap: expected nothing with the source files and the format csv, which takes whole"
                        + " files apart");
    }

    @Test
    void theSizeOfRangesHasNoEffectOnFilesOfCsv() throws Exception {
        assertThat(warnings(Document.minimal()
                        .with("decode.format.csv", "{}")
                        .with("source.files.path", "in")
                        .with("source.files.split-size", "32 MiB")))
                .singleElement()
                .asString()
                .endsWith(
                        "source.files.split-size: has no effect: a file of CSV is read by one reader, because a text in"
                                + " quotes may hold line ends");
    }

    @Test
    void keysOfAFormatFitEachOther() {
        assertThat(errors(Document.minimal().with("decode.format.csv.columns", "[a]")))
                .containsExactly("pipeline.yaml:8:5: decode.format.csv: expected columns only without a header, but got"
                        + " both; set header to false");
        assertThat(errors(Document.minimal()
                        .with("decode.format.csv.header", "false")
                        .with("decode.format.csv.columns", "[a, b, a]")))
                .singleElement()
                .asString()
                .endsWith("expected each column once, but got 'a' twice");
        assertThat(errors(Document.minimal()
                        .with("decode.unwrap", "[base64]")
                        .with("decode.format.avro.writer-schemas", "[a.avsc]")))
                .singleElement()
                .asString()
                .endsWith("expected no writer-schemas with the encoding container, which brings its own");
        assertThat(errors(Document.minimal()
                        .with("decode.unwrap", "[base64]")
                        .with("decode.format.avro.encoding", "raw")
                        .with("decode.format.avro.writer-schemas", "[a.avsc, b.avsc]")))
                .singleElement()
                .asString()
                .endsWith(
                        "expected one of writer-schemas with the encoding raw, but got 2; nothing in a record says which"
                                + " it was written with");
    }

    private static List<String> errors(Document document) {
        return ConfigLoaderTest.problems(document.yaml(), Map.of(), Map.of()).stream()
                .map(Problem::toString)
                .toList();
    }

    private static List<String> warnings(Document document) throws ConfigException {
        return ConfigLoader.parseWithWarnings(document.yaml(), "pipeline.yaml", Map.of(), name -> null)
                .warnings()
                .stream()
                .map(Problem::toString)
                .toList();
    }
}
