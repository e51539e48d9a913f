package io.millrace.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.aws.FakeSqsQueue;
import io.millrace.job.aws.OutgoingMessage;
import io.millrace.job.aws.SqsException;
import io.millrace.job.cli.Findings.Finding;
import io.millrace.job.config.ConfigLoader;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.pipeline.PipelineEnds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveChecksTest {

    @TempDir
    private Path directory;

    private final FakeSqsQueue queue = FakeSqsQueue.standard(InstantSource.system());

    @Test
    void aQueueThatAnswersAndDirectoriesThatTakeFilesAreFine() throws Exception {
        queue.send(List.of(OutgoingMessage.of("{}")));

        Findings findings = check(queue, "rows");

        assertThat(findings.problems()).isEmpty();
        assertThat(findings.warnings()).isEmpty();
        assertThat(findings.notes()).singleElement().asString().contains("holds 1 message, 0 in flight, 0 delayed");
    }

    @Test
    void nothingIsTakenAndNothingIsLeft() throws Exception {
        check(queue, "rows/not/there/yet");

        assertThat(queue.receives()).isZero();
        assertThat(queue.isClosed()).isTrue();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aQueueThatGivesUpEarlyIsDoubtful() throws Exception {
        assertThat(check(queue.withMaxReceiveCount(3), "rows").warnings())
                .singleElement()
                .extracting(Finding::message)
                .asString()
                .contains("after 3 receives", "20 or more is safe");
    }

    @Test
    void aQueueThatForgetsWithinADayIsDoubtful() throws Exception {
        assertThat(check(queue.saysRetention(Duration.ofHours(23)), "rows").warnings())
                .singleElement()
                .extracting(Finding::message)
                .asString()
                .contains("older than 23 h", "4 d, SQS's default, or more is safe");
    }

    @Test
    void aQueueThatDoesNotSayHowLongItKeepsMessagesIsNotDoubtedForIt() throws Exception {
        assertThat(check(queue.saysRetention(null), "rows").warnings()).isEmpty();
    }

    @Test
    void whatIsFineIsToldApartFromWhatIsNot() throws Exception {
        Files.writeString(directory.resolve("rows"), "a file");

        assertThat(check(queue, "rows/below").passed())
                .extracting(Finding::key)
                .containsExactly("source.sqs.queue-url", "dead-letter.path", "checkpoint.directory");
    }

    @Test
    void aQueueThatIsNotThereIsAProblem() throws Exception {
        queue.remove();

        assertThat(check(queue, "rows").problems()).singleElement().satisfies(problem -> {
            assertThat(problem.key()).isEqualTo("source.sqs.queue-url");
            assertThat(problem.where()).isEqualTo("http://localhost:9324/000000000000/events");
            assertThat(problem.message()).startsWith("there is no such queue");
        });
    }

    @Test
    void whatIsNotAllowedIsNamedEvenWhenTheRestIs() throws Exception {
        queue.failNext(
                FakeSqsQueue.Operation.DELETE,
                new SqsException(SqsException.Kind.ACCESS_DENIED, "AccessDenied", "delete from events: denied", null));

        assertThat(check(queue, "rows").problems())
                .singleElement()
                .extracting(Finding::message)
                .asString()
                .contains("do not allow it", "delete from events");
    }

    @Test
    void aDirectoryThatIsAFileIsAProblemOfItsKey() throws Exception {
        Files.writeString(directory.resolve("rows"), "a file");

        assertThat(check(queue, "rows/below").problems()).singleElement().satisfies(problem -> {
            assertThat(problem.key()).isEqualTo("output.files.path");
            assertThat(problem.message()).startsWith("cannot be written to");
        });
    }

    @Test
    void aQueueForDeadLettersThatAnswersIsFineAndGetsNoMessage() throws Exception {
        FakeSqsQueue letters = FakeSqsQueue.standard(InstantSource.system()).withMaxMessageBytes(256 << 10);

        Findings findings = checkLetters(letters, "dead");

        assertThat(findings.problems()).isEmpty();
        assertThat(findings.warnings()).isEmpty();
        assertThat(findings.notes())
                .contains("dead letters go to the queue http://localhost:9324/000000000000/dead, too, which holds 0"
                        + " messages");
        assertThat(letters.sends()).hasSize(1);
        assertThat(letters.size()).isZero();
        assertThat(letters.isClosed()).isTrue();
    }

    @Test
    void aQueueForDeadLettersThatIsNotThereOrMayNotBeSentToIsAProblem() throws Exception {
        FakeSqsQueue missing = FakeSqsQueue.standard(InstantSource.system());
        missing.remove();
        assertThat(checkLetters(missing, "dead").problems()).singleElement().satisfies(problem -> {
            assertThat(problem.key()).isEqualTo("dead-letter.sqs.queue-url");
            assertThat(problem.message()).startsWith("there is no such queue");
        });

        FakeSqsQueue denied = FakeSqsQueue.standard(InstantSource.system());
        denied.failNext(
                FakeSqsQueue.Operation.SEND,
                new SqsException(SqsException.Kind.ACCESS_DENIED, "AccessDenied", "send to dead: denied", null));
        assertThat(checkLetters(denied, "dead").problems())
                .singleElement()
                .extracting(Finding::message)
                .asString()
                .contains("do not allow it", "send to dead");
    }

    @Test
    void aQueueForDeadLettersMustTakeTheLargestMessageAndBeOfTheKindThatItsNameSays() throws Exception {
        assertThat(checkLetters(
                                FakeSqsQueue.standard(InstantSource.system()).withMaxMessageBytes(64 << 10),
                                "dead.fifo")
                        .problems())
                .extracting(Finding::line)
                .containsExactly(
                        "http://localhost:9324/000000000000/dead.fifo dead-letter.sqs.queue-url: a FIFO queue's name"
                                + " ends in .fifo, and only its",
                        "http://localhost:9324/000000000000/dead.fifo dead-letter.sqs.max-message-size: expected at"
                                + " most 64 KiB, which is how large a message of the queue may be (its"
                                + " MaximumMessageSize), but got 256 KiB");
    }

    @Test
    void thePlaceForLargeAnnouncementsIsWrittenToListedAndLeftAsItWas() throws Exception {
        Findings findings = checkPayloads("payloads/of/it");

        assertThat(findings.problems()).isEmpty();
        assertThat(findings.passed())
                .extracting(Finding::key)
                .containsExactly(
                        "source.sqs.queue-url",
                        "output.files.path",
                        "dead-letter.path",
                        "announce.kinesis.large-payload-path",
                        "checkpoint.directory");
        assertThat(directory).isEmptyDirectory();

        Files.writeString(directory.resolve("payloads"), "a file");
        assertThat(checkPayloads("payloads").problems()).singleElement().satisfies(problem -> assertThat(problem.line())
                .startsWith("file:" + directory.resolve("payloads")
                        + " announce.kinesis.large-payload-path: cannot be written to: "));
    }

    private Findings checkPayloads(String place) throws Exception {
        return check(
                "rows",
                ends -> ends.withQueue(() -> FakeSqsQueue.standard(InstantSource.system())),
                Map.of(
                        "announce.kinesis.stream",
                        "commits",
                        "announce.kinesis.large-payload-path",
                        directory.resolve(place).toString()));
    }

    private Findings checkLetters(FakeSqsQueue letters, String name) throws Exception {
        return check(
                "rows",
                ends -> ends.withQueue(() -> FakeSqsQueue.standard(InstantSource.system()))
                        .withLetters(() -> letters),
                Map.of("dead-letter.sqs.queue-url", "http://localhost:9324/000000000000/" + name));
    }

    private Findings check(FakeSqsQueue of, String output) throws Exception {
        return check(output, ends -> ends.withQueue(() -> of), Map.of());
    }

    private Findings check(String output, UnaryOperator<PipelineEnds> with, Map<String, String> more) throws Exception {
        Map<String, String> values = new HashMap<>(more);
        values.put("output.files.path", directory.resolve(output).toString());
        values.put("dead-letter.path", directory.resolve("dead").toString());
        PipelineConfig config = ConfigLoader.parse(
                """
                name: small
                source:
                  sqs:
                    queue-url: http://localhost:9324/000000000000/events
                decode:
                  schema: event.avsc
                output:
                  files: {}
                dead-letter: {}
                """,
                "small.yaml",
                values,
                name -> null);
        return LiveChecks.of(
                config,
                with.apply(PipelineEnds.of(config, lines -> {})),
                new org.apache.flink.core.fs.Path(
                        "file", null, directory.resolve("state").toString()));
    }
}
