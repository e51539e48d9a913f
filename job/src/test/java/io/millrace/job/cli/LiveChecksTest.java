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
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
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

    private Findings check(FakeSqsQueue of, String output) throws Exception {
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
                Map.of(
                        "output.files.path", directory.resolve(output).toString(),
                        "dead-letter.path", directory.resolve("dead").toString()),
                name -> null);
        return LiveChecks.of(
                config,
                PipelineEnds.of(config, lines -> {}).withQueue(() -> of),
                new org.apache.flink.core.fs.Path(
                        "file", null, directory.resolve("state").toString()));
    }
}
