package io.millrace.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.job.config.QueueUrl;
import io.millrace.job.testkit.ElasticMqServer;
import io.millrace.job.testkit.S3Server;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code millrace doctor} against real servers, and against none. */
@Timeout(120)
class DoctorIT {

    private static final ElasticMqServer SQS = ElasticMqServer.start();
    private static final S3Server S3 = S3Server.start().withBucket("lake");
    private static final String ID = "0a1b2c3d-0123-4567-89ab-0123456789ab";

    private static final String PAYLOADS = "announce.kinesis.large-payload-path";

    @TempDir
    private Path directory;

    private final Screen screen = new Screen();

    @AfterAll
    static void stop() {
        SQS.close();
        S3.close();
    }

    @BeforeEach
    void pipeline() throws Exception {
        Files.writeString(
                directory.resolve("event.avsc"),
                "{\"type\": \"record\", \"name\": \"Event\", \"fields\": [{\"name\": \"id\", \"type\": \"string\"}]}");
        Files.writeString(
                directory.resolve("pipeline.yaml"),
                """
                name: live
                source:
                  sqs:
                    queue-url: http://localhost:9324/000000000000/events
                decode:
                  schema: event.avsc
                output:
                  files:
                    path: s3://lake/rows
                    s3:
                      endpoint: %s
                      region: us-east-1
                      path-style: true
                      access-key: millrace
                      secret-key: not-a-secret
                dead-letter:
                  path: %s
                checkpoint:
                  directory: s3://lake/state
                """
                        .formatted(S3.endpoint(), directory.resolve("dead")));
    }

    @Test
    void whatIsFineAndWhatCannotBeToldIsSaidAndNothingIsLeft() throws Exception {
        QueueUrl queue = SQS.createQueue("fine");

        JsonNode report = json(ExitCode.OK, "--set", "source.sqs.queue-url=" + queue);

        assertThat(report.get("healthy").asBoolean()).isTrue();
        assertThat(found(report, "ok"))
                .contains(
                        queue + " source.sqs.queue-url: answers, and allows deletes and changes of visibility",
                        "s3://lake/rows output.files.path: can be written to, listed and deleted from",
                        "s3://lake/state/live checkpoint.directory: can be written to, listed and deleted from",
                        "s3://lake/rows output.files.path: no upload is unfinished",
                        "s3://lake/rows output.files.path: no hidden file of a failed attempt");
        assertThat(found(report, "unknown")).hasSize(2).allSatisfy(finding -> assertThat(finding)
                .contains("could not be told", "does not say"));
        assertThat(S3.keys("lake")).isEmpty();
        assertThat(directory.resolve("dead")).doesNotExist();
    }

    @Test
    void leftoversAreCountedWithTheirAgeAndNotTakenAway() throws Exception {
        QueueUrl queue = SQS.createQueue("leftovers");
        S3.beginUpload("lake", "left/part-1.parquet");
        S3.beginUpload("lake", "left/part-2.parquet");
        S3.put("lake", "left/_part-3.parquet_tmp_" + ID, new byte[1000]);
        Path old = directory.resolve("dead/.part-4.ndjson.inprogress." + ID);
        Files.createDirectories(old.getParent());
        Files.writeString(old, "half a li");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(3))));

        JsonNode report = json(
                ExitCode.OK, "--set", "source.sqs.queue-url=" + queue, "--set", "output.files.path=s3://lake/left");

        assertThat(found(report, "note"))
                .anySatisfy(note -> assertThat(note).contains("output.files.path: 2 uploads unfinished, the oldest"))
                .anySatisfy(note -> assertThat(note).contains("output.files.path: 1 hidden file", "1.00 kB"));
        assertThat(found(report, "warning"))
                .singleElement()
                .asString()
                .contains("dead-letter.path: 1 hidden file", "9 B, the oldest 3 d");
        assertThat(S3.unfinishedUploads("lake")).hasSize(2);
        assertThat(S3.keys("lake")).hasSize(1);
        assertThat(old).exists();
        S3.abortUploads("lake");
        S3.delete("lake", "left/_part-3.parquet_tmp_" + ID);
    }

    @Test
    void thePlaceForLargeAnnouncementsIsTriedAndLookedThrough() throws Exception {
        S3.put("lake", "payloads/kept", new byte[10]);
        S3.beginUpload("lake", "payloads/group/0123");

        JsonNode report = json(ExitCode.FAILED, announcing("s3://lake/payloads"));

        assertThat(found(report, "fail")).singleElement().asString().startsWith("commits announce.kinesis.stream: ");
        assertThat(found(report, "ok"))
                .contains("s3://lake/payloads " + PAYLOADS + ": can be written to, listed and deleted from")
                .contains("s3://lake/payloads " + PAYLOADS + ": no hidden file of a failed attempt");
        assertThat(found(report, "note")).anySatisfy(note -> assertThat(note)
                .startsWith("s3://lake/payloads " + PAYLOADS + ": 1 upload unfinished, the oldest"));
        assertThat(found(report, "unknown")).anySatisfy(unknown -> assertThat(unknown)
                .startsWith("s3://lake/payloads " + PAYLOADS + ": whether a life-cycle rule aborts old uploads"));
        assertThat(S3.keys("lake")).containsExactly("payloads/kept");
        S3.abortUploads("lake");
        S3.delete("lake", "payloads/kept");
    }

    @Test
    void aPlaceForLargeAnnouncementsThatIsNotThereHasToBeMended() throws Exception {
        assertThat(found(json(ExitCode.FAILED, announcing("s3://missing/payloads")), "fail"))
                .anySatisfy(missing -> assertThat(missing)
                        .startsWith("s3://missing/payloads " + PAYLOADS + ": cannot be written to: "));
    }

    /** Nobody is there who would take the announcements, which is not what this is about. */
    private static String[] announcing(String place) {
        return new String[] {
            "--set",
            "source.sqs.queue-url=" + SQS.createQueue("announcing"),
            "--set",
            "announce.kinesis.stream=commits",
            "--set",
            "announce.kinesis.endpoint=http://localhost:9",
            "--set",
            PAYLOADS + "=" + place
        };
    }

    @Test
    void aQueueThatEndangersTheGuaranteeIsDoubtfulAndAServiceThatIsNotThereHasToBeMended() throws Exception {
        QueueUrl queue = SQS.createQueueWithRedrive("hasty", Duration.ofSeconds(30), SQS.createQueue("hasty-dead"), 3);

        ExitCode code =
                doctor("--set", "source.sqs.queue-url=" + queue, "--set", "output.files.path=s3://missing/rows");

        assertThat(code).isEqualTo(ExitCode.FAILED);
        assertThat(screen.out().lines())
                .first()
                .asString()
                .startsWith("fail     s3://missing/rows output.files.path: cannot be written to: ");
        assertThat(screen.out())
                .contains("\nwarning  " + queue + " the queue gives a message up after 3 receives")
                .contains("pipeline.yaml: ", " to mend, 1 doubtful, ");
    }

    @Test
    void aPipelineThatCannotRunIsNotLookedAround() {
        assertThat(doctor("--set", "checkpoint.intervall=7 s")).isEqualTo(ExitCode.USAGE);

        assertThat(screen.out()).contains("fail ", "checkpoint.intervall", ": 1 to mend, 0 doubtful, 0 unknown, 0 ok");
    }

    /** What was found with this verdict, as a person reads it. */
    private static List<String> found(JsonNode report, String verdict) {
        List<String> found = new ArrayList<>();
        for (JsonNode check : report.get("checks")) {
            if (check.get("verdict").asText().equals(verdict)) {
                found.add(check.get("where").asText() + " " + check.get("key").asText() + ": "
                        + check.get("message").asText());
            }
        }
        return found;
    }

    private JsonNode json(ExitCode expected, String... args) throws Exception {
        ExitCode code = doctor(
                Stream.concat(Stream.of("--output", "json"), Stream.of(args)).toArray(String[]::new));
        assertThat(code).as(() -> screen.out() + screen.err()).isEqualTo(expected);
        return new JsonMapper().readTree(screen.out());
    }

    private ExitCode doctor(String... args) {
        String[] all = Stream.concat(
                        Stream.of("doctor", directory.resolve("pipeline.yaml").toString()), Stream.of(args))
                .toArray(String[]::new);
        return Main.execute(screen.plain(), (env, config, file) -> {}, all);
    }
}
