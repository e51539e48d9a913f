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

    @Test
    void aDirectoryWhoseNameOnlyBeginsTheSameIsApart() throws Exception {
        assertThat(warnings(Document.minimal().with("dead-letter.path", "s3://lake/events-bad")))
                .isEmpty();
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
            assertThat(errors(
                            Document.minimal().with("decode.schema", schema).with("decode.compatibility", "backward")))
                    .singleElement()
                    .asString()
                    .endsWith("decode.compatibility: expected decode.schema to be a directory of versions, such as"
                            + " 'schemas/orders', or one of them, because only versions are compared");
        }
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
