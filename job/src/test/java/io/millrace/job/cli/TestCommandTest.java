package io.millrace.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestCommandTest {

    private static final String CASES =
            """
            cases:
              - name: A number is a row
                input: {json: {id: 5}}
                sent-at: 2026-03-02T06:00:00Z
                rows:
                  - partition: 2026/03/02/06
                    exactly: {id: 5}
              - name: a text is a dead letter
                input: {json: {id: '5'}}
                rejected: [{kind: type-mismatch, field: id}]
            """;

    private final Screen screen = new Screen();

    @TempDir
    private Path directory;

    private Path pipeline;

    @BeforeEach
    void writePipeline() throws Exception {
        pipeline = Files.writeString(
                directory.resolve("small.yaml"),
                """
                name: small
                source:
                  sqs:
                    queue-url: http://localhost:9324/000000000000/events
                decode:
                  schema: small.avsc
                output:
                  stats: {}
                dead-letter:
                  path: out/dead
                """);
        Files.writeString(
                directory.resolve("small.avsc"),
                """
                {"type": "record", "name": "Small", "fields": [{"name": "id", "type": "long"}]}
                """);
        write(CASES);
    }

    @Test
    void casesThatAreMetPass() {
        assertThat(test(pipeline.toString())).isEqualTo(ExitCode.OK);

        assertThat(screen.out().replaceAll("\\d+\\.\\d ms", "N ms"))
                .isEqualTo(
                        """
                        %s
                          passed  A number is a row (N ms)
                          passed  a text is a dead letter (N ms)
                        2 cases: all passed (N ms)
                        """
                                .formatted(directory.resolve("small.test.yaml")));
        assertThat(screen.err()).isEmpty();
    }

    @Test
    void aDifferenceIsPrintedWithItsPlaceAndTheCommandFails() throws Exception {
        write(CASES.replace("exactly: {id: 5}", "exactly: {id: 6}"));

        assertThat(test(directory.toString())).isEqualTo(ExitCode.FAILED);

        assertThat(screen.out().replaceAll("\\d+\\.\\d ms", "N ms"))
                .isEqualTo(
                        """
                        %1$s
                          FAILED  A number is a row (N ms)
                                  %1$s:2:5:
                                  rows.0.exactly.id: expected 6, but got 5
                          passed  a text is a dead letter (N ms)
                        2 cases: 1 failed (N ms)
                        """
                                .formatted(directory.resolve("small.test.yaml")));
    }

    @Test
    void aFilterChoosesCasesByTheirNames() {
        assertThat(test(pipeline.toString(), "--filter", "a NUMBER")).isEqualTo(ExitCode.OK);
        assertThat(screen.out())
                .contains("A number is a row", "1 case: all passed")
                .doesNotContain("dead letter");
    }

    @Test
    void aFilterThatChoosesNothingIsAMisuse() {
        assertThat(test(pipeline.toString(), "--filter", "none")).isEqualTo(ExitCode.USAGE);
        assertThat(screen.err()).isEqualTo("millrace: no case has 'none' in its name.\n");
        assertThat(screen.out()).isEmpty();
    }

    @Test
    void resultsAreWrittenForCiServersToo() throws Exception {
        write(CASES.replace("{id: 5}}", "{id: 6}}"));
        Path report = directory.resolve("new/results.xml");

        assertThat(test(pipeline.toString(), "--junit-xml", report.toString())).isEqualTo(ExitCode.FAILED);

        assertThat(Files.readString(report))
                .contains("tests=\"2\" failures=\"1\" errors=\"0\"")
                .contains("<failure message=\"rows.0.exactly.id: expected 5, but got 6\"");
    }

    @Test
    void everyProblemOfEveryFileIsReportedAndNoCaseIsRun() throws Exception {
        write(CASES.replace("rejected:", "reject:"));
        Files.writeString(directory.resolve("lost.test.yaml"), CASES);
        Files.writeString(directory.resolve("other.test.yaml"), "pipeline: small.yaml\n" + CASES);

        assertThat(test(directory.toString())).isEqualTo(ExitCode.USAGE);

        assertThat(screen.err().lines())
                .containsExactly(
                        directory.resolve("lost.yaml") + ":1:1: no such file",
                        directory.resolve("small.test.yaml")
                                + ":10:5: cases.1.reject: unknown key; did you mean 'rejected'?",
                        "millrace: 2 problems; no case was run.");
        assertThat(screen.out()).isEmpty();
    }

    @Test
    void aPlaceWithoutCasesIsAMisuse() throws Exception {
        Path other = Files.copy(pipeline, directory.resolve("other.yaml"));

        assertThat(test(other.toString())).isEqualTo(ExitCode.USAGE);

        assertThat(screen.err())
                .isEqualTo("millrace: there are no cases for " + other + ": there is no file "
                        + directory.resolve("other.test.yaml") + "\n");
    }

    @Test
    void aClassThatIsMissingIsSaidToBe() throws Exception {
        write("pipeline: class:com.example.Missing\n" + CASES);

        assertThat(test(directory.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(test("class:com.example.Missing")).isEqualTo(ExitCode.USAGE);

        assertThat(screen.err().lines())
                .containsExactly(
                        "class:com.example.Missing there is no such class on the class path (MILLRACE_CLASSPATH)",
                        "millrace: 1 problem; no case was run.",
                        "millrace: no cases stand beside a class; name a file of cases (NAME.test.yaml) in which"
                                + " 'pipeline' is class:com.example.Missing");
    }

    private void write(String cases) throws Exception {
        Files.writeString(directory.resolve("small.test.yaml"), cases);
    }

    private ExitCode test(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "test";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Main.execute(screen.plain(), new PipelineWiring(), all);
    }
}
