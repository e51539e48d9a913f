package io.millrace.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The page about the command line holds what the commands themselves say of their options and exit codes. */
class CliReferenceTest {

    private static final Path PAGE = Path.of(System.getProperty("project.root", ".."), "docs/reference/cli.md");
    private static final boolean WRITE = Boolean.getBoolean("millrace.write");

    @Test
    void everyCommandIsThereAsItsHelpPrintsIt() throws Exception {
        CommandLine millrace = Main.commandLine(new Screen().plain(), (env, config, file) -> {});
        checkCommandsOf(millrace, "");
    }

    private static void checkCommandsOf(CommandLine parent, String path) throws Exception {
        for (String name : parent.getSubcommands().keySet()) {
            CommandLine command = parent.getSubcommands().get(name);
            command.setUsageHelpWidth(100);
            if (command.getSubcommands().isEmpty()) {
                check(path + name, "```\n" + command.getUsageMessage(Ansi.OFF).strip() + "\n```\n");
            } else {
                checkCommandsOf(command, path + name + " ");
            }
        }
    }

    @Test
    void everyExitCodeIsThere() throws Exception {
        StringBuilder table = new StringBuilder("| code | meaning |\n|---|---|\n");
        for (ExitCode code : ExitCode.values()) {
            table.append("| ")
                    .append(code.code())
                    .append(" | ")
                    .append(code.meaning())
                    .append(" |\n");
        }
        check("exit codes", table.toString());
    }

    private static void check(String part, String expected) throws Exception {
        String begin = "<!-- generated: " + part + " -->\n";
        String end = "<!-- end -->";
        String page = Files.readString(PAGE);
        assertThat(page).as("%s has no place for %s", PAGE, part).contains(begin);
        int from = page.indexOf(begin) + begin.length();
        int to = page.indexOf(end, from);
        if (WRITE) {
            Files.writeString(PAGE, page.substring(0, from) + expected + page.substring(to));
            return;
        }
        assertThat(page.substring(from, to))
                .as(
                        "docs/reference/cli.md, %s, is not what the code says; write it again with mvn -pl udfs,job test"
                                + " -Dtest=CliReferenceTest -Dsurefire.failIfNoSpecifiedTests=false -Dmillrace.write=true",
                        part)
                .isEqualTo(expected);
    }
}
