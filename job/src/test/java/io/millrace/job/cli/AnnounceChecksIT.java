package io.millrace.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.config.ConfigLoader;
import io.millrace.job.testkit.KinesaliteServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AnnounceChecksIT {

    @TempDir
    Path directory;

    @Test
    void theStreamIsAsked() throws Exception {
        try (KinesaliteServer server = KinesaliteServer.start(directory.resolve("server"))) {
            server.createStream("commits", 6);

            Findings found = check(server.endpoint(), "commits");
            assertThat(found.problems()).isEmpty();
            assertThat(found.warnings()).singleElement().satisfies(warning -> assertThat(warning.line())
                    .isEqualTo("commits announce.kinesis.distribution-factor: the stream has 6 shards, of which 2 or"
                            + " more get no announcements"));
            assertThat(found.notes()).singleElement().asString().contains("the stream commits of 6 shards");

            assertThat(check(server.endpoint(), "other").problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.line())
                            .startsWith("other announce.kinesis.stream: there is no such stream, or not in this region"
                                    + " or account: "));
        }
    }

    @Test
    void aServerThatIsNotThereIsAProblem() throws Exception {
        assertThat(check(URI.create("http://localhost:9"), "commits").problems())
                .singleElement()
                .satisfies(stream -> assertThat(stream.key()).isEqualTo("announce.kinesis.stream"));
    }

    @Test
    void withoutAStreamNothingIsAsked() throws Exception {
        assertThat(AnnounceChecks.of(ConfigLoader.parse(
                        """
                        name: p
                        source: {files: {path: in}}
                        decode: {schema: a.avsc}
                        output: {files: {path: out}}
                        announce: {}
                        dead-letter: {path: dead}
                        """,
                        "p.yaml",
                        Map.of(),
                        variable -> null)))
                .isEqualTo(new Findings(java.util.List.of(), java.util.List.of(), java.util.List.of()));
    }

    private static Findings check(URI endpoint, String stream) throws Exception {
        return AnnounceChecks.of(ConfigLoader.parse(
                """
                name: p
                source: {files: {path: in}}
                decode: {schema: a.avsc}
                output: {files: {path: out}}
                announce:
                  kinesis:
                    stream: %s
                    endpoint: %s
                dead-letter: {path: dead}
                """
                        .formatted(stream, endpoint),
                "p.yaml",
                Map.of(),
                variable -> null));
    }
}
