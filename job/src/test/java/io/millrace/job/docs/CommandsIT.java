package io.millrace.job.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.testkit.Clicks;
import io.millrace.job.testkit.Launcher;
import io.millrace.job.testkit.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Types what the documents tell their reader to type, in a shell, in a directory that has {@code conf/} and
 * {@code deploy/managed-flink/} in it. Where they say {@code run}, {@code validate} is enough here: that the pipelines run
 * is for {@code ExamplesIT} and {@code QuickstartIT}.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class CommandsIT {

    private static final String RUN = "bin/millrace run ";
    private static final String DRY_RUN = " --dry-run";
    private static final Pattern HEADING = Pattern.compile("(?m)^## (\\w+)$");

    @TempDir
    private Path directory;

    private Processes processes;
    private Launcher launcher;

    @BeforeEach
    void copyPipelines() throws IOException {
        processes = new Processes(directory.resolve("log"), directory);
        launcher = Launcher.installed();
        for (String copied : List.of("conf", "deploy/managed-flink")) {
            try (Stream<Path> files = Files.walk(DocumentedCommand.ROOT.resolve(copied))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Path copy = directory.resolve(DocumentedCommand.ROOT.relativize(file));
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
            }
        }
    }

    @AfterEach
    void leaveNothing() {
        processes.close();
    }

    @Test
    void everyPipelineThatADocumentRunsIsValidWithItsFlagsAndVariables() throws Exception {
        List<DocumentedCommand> runs = DocumentedCommand.all().stream()
                .filter(command ->
                        command.text().startsWith(RUN) && !command.text().contains(DRY_RUN))
                .toList();
        assertThat(runs).hasSizeGreaterThan(4);
        for (DocumentedCommand run : runs) {
            assertThat(type(variables(run.page()) + validate(run))).contains(": valid\n");
        }
    }

    @Test
    void casesThatTheDocumentsRunAreMet() throws Exception {
        List<String> tests = DocumentedCommand.all().stream()
                .map(DocumentedCommand::text)
                .filter(command -> command.startsWith("bin/millrace test conf"))
                .distinct()
                .toList();
        assertThat(tests).hasSizeGreaterThan(1);
        for (String test : tests) {
            assertThat(type(test)).contains(": all passed (");
        }
        assertThat(type("bin/millrace test conf")).contains("conf/examples/", "conf/quickstart.test.yaml");
    }

    @Test
    void dryRunsOfTheDocumentsSayWhatWouldBeWrittenAndLeaveNothing() throws Exception {
        List<String> clicks = Clicks.json(5, 50);
        Files.createDirectories(directory.resolve("in/clicks"));
        Files.write(directory.resolve("in/clicks/clicks.jsonl"), clicks);
        Files.write(directory.resolve("samples.jsonl"), clicks);
        List<String> runs = DocumentedCommand.all().stream()
                .map(DocumentedCommand::text)
                .filter(command -> command.startsWith("bin/millrace run conf/") && command.contains(DRY_RUN))
                .toList();
        assertThat(runs).hasSizeGreaterThan(1);
        for (String run : runs) {
            assertThat(type(run)).contains("read      50 records", "Would be written to ");
        }
        assertThat(directory.resolve("out")).doesNotExist();
        assertThat(directory.resolve(".millrace/state")).doesNotExist();
    }

    @Test
    void flagsInTheCommentsOfAPipelineFitIt() throws Exception {
        List<DocumentedCommand> all = DocumentedCommand.all();
        List<Path> pages = all.stream()
                .filter(DocumentedCommand::isFlags)
                .map(DocumentedCommand::page)
                .distinct()
                .toList();
        assertThat(pages).isNotEmpty();
        for (Path page : pages) {
            StringBuilder command = new StringBuilder(variables(page))
                    .append("bin/millrace validate ")
                    .append(DocumentedCommand.ROOT.relativize(page));
            all.stream()
                    .filter(flags -> flags.isFlags() && flags.page().equals(page))
                    .forEach(flags -> command.append(' ').append(flags.text()));
            assertThat(type(command.toString())).contains(": valid\n");
        }
    }

    @Test
    void thePipelineThatTheReadmeShowsIsValid() throws Exception {
        String readme = Files.readString(DocumentedCommand.ROOT.resolve("README.md"));
        Matcher yaml = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL).matcher(readme);
        assertThat(yaml.find()).isTrue();
        Files.writeString(directory.resolve("PIPELINE.yaml"), yaml.group(1));

        assertThat(type("bin/millrace validate PIPELINE.yaml")).contains("PIPELINE.yaml: valid\n");
    }

    @Test
    void everyCommandOfTheReferenceHelpsAndTheVersionIsPrinted() throws Exception {
        String reference = Files.readString(DocumentedCommand.ROOT.resolve("docs/reference/cli.md"));
        List<String> commands = new ArrayList<>();
        Matcher heading = HEADING.matcher(reference);
        while (heading.find()) {
            commands.add(heading.group(1));
        }
        assertThat(commands).contains("run", "validate", "version");
        for (String command : commands) {
            assertThat(type("bin/millrace " + command + " --help")).startsWith("Usage: millrace " + command);
        }
        assertThat(type("bin/millrace version")).startsWith("Millrace ");
    }

    @Test
    void schemasAreComparedAsTheDocumentsSay() throws Exception {
        List<String> commands = DocumentedCommand.all().stream()
                .map(DocumentedCommand::text)
                .filter(command -> command.matches("bin/millrace schema (diff|check) .*"))
                .distinct()
                .toList();
        assertThat(commands).hasSize(3);
        for (String command : commands) {
            String answer = type(command + " || [ $? = 5 ]");
            assertThat(answer)
                    .contains(
                            command.contains("diff")
                                    ? "~ quantity: int → long\n+ channel: string = web\n+ coupon: string? = null\n"
                                    : command.contains("full")
                                            ? "field 'quantity': the reader's int does not take the writer's long"
                                            : "conf/schemas/orders/v2.avsc may follow conf/schemas/orders/v1.avsc:"
                                                    + " backward compatible\n");
        }
    }

    @Test
    void policiesOfTheDocumentsArePrinted() throws Exception {
        List<DocumentedCommand> commands = DocumentedCommand.all().stream()
                .filter(command -> command.text().matches("bin/millrace iam (conf|deploy)/.*"))
                .toList();
        assertThat(commands).hasSizeGreaterThan(1);
        for (DocumentedCommand command : commands) {
            assertThat(type(variables(command.page())
                            + "export SQS_QUEUE_URL=https://sqs.eu-west-1.amazonaws.com/123456789012/clicks S3_BUCKET=lake\n"
                            + command.text()))
                    .contains("\"Version\" : \"2012-10-17\"", "arn:aws:s3:::lake/");
        }
    }

    private static String validate(DocumentedCommand run) {
        return "bin/millrace validate " + run.text().substring(RUN.length());
    }

    /** What the page exports, as a shell reads it. */
    private static String variables(Path page) throws IOException {
        StringBuilder lines = new StringBuilder();
        DocumentedCommand.all().stream()
                .filter(command -> command.page().equals(page) && command.text().startsWith("export "))
                .forEach(command -> lines.append(command.text()).append('\n'));
        return lines.toString();
    }

    /** Has bash execute it, and returns what is printed; anything but success is an error. */
    private String type(String lines) throws Exception {
        Processes.Child shell = launcher.type(processes, "shell-" + System.nanoTime(), lines);
        assertThat(shell.waitFor(1, TimeUnit.MINUTES))
                .as("%s\n%s", lines, shell.output())
                .isZero();
        return shell.output();
    }
}
