package io.millrace.job.cli;

import io.millrace.job.Version;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** The command line. */
@Command(
        name = "millrace",
        description = "Events from queues into files, exactly once.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.Provider.class,
        synopsisSubcommandLabel = "COMMAND")
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(execute(Console.ofProcess(), new PipelineWiring(), args).code());
    }

    static ExitCode execute(Console console, Wiring wiring, String... args) {
        return exitCode(commandLine(console, wiring).execute(args));
    }

    private static ExitCode exitCode(int code) {
        for (ExitCode exitCode : ExitCode.values()) {
            if (exitCode.code() == code) {
                return exitCode;
            }
        }
        throw new IllegalStateException("an exit code that is not documented: " + code);
    }

    static CommandLine commandLine(Console console, Wiring wiring) {
        CommandLine commandLine = new CommandLine(new Main());
        commandLine.addSubcommand(new RunCommand(console, wiring));
        commandLine.addSubcommand(new ValidateCommand(console, wiring));
        commandLine.addSubcommand(new DoctorCommand(console, wiring));
        commandLine.addSubcommand(new TestCommand(console));
        commandLine.addSubcommand(new DdlCommand(console));
        commandLine.addSubcommand(new IamCommand(console));
        commandLine.addSubcommand(CommitsCommand.commandLine(console));
        commandLine.addSubcommand(SchemaCommand.commandLine(console));
        commandLine.addSubcommand(new VersionCommand(console));
        commandLine.getSubcommands().values().forEach(Main::addHelp);
        return commandLine
                .registerConverter(OutputFormat.class, new OutputFormat.Converter())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setColorScheme(CommandLine.Help.defaultColorScheme(console.terminal() ? Ansi.AUTO : Ansi.OFF))
                .setUsageHelpWidth(Math.min(120, console.columns()))
                .setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
                .setExitCodeExceptionMapper(e -> ExitCode.FAILED.code())
                .setParameterExceptionHandler(misuse())
                .setExecutionExceptionHandler(unexpected(console));
    }

    private static void addHelp(CommandLine command) {
        command.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Shows this text.")
                        .build());
        command.getSubcommands().values().forEach(Main::addHelp);
    }

    private static IParameterExceptionHandler misuse() {
        return (ParameterException e, String[] args) -> {
            CommandLine command = e.getCommandLine();
            PrintWriter err = command.getErr();
            if (args.length == 0) {
                command.usage(err);
                return ExitCode.USAGE.code();
            }
            err.println("millrace: " + e.getMessage());
            CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
            err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
            return ExitCode.USAGE.code();
        };
    }

    /** What no command foresaw: a line for the person, everything for the log. */
    private static IExecutionExceptionHandler unexpected(Console console) {
        return (Exception e, CommandLine command, CommandLine.ParseResult parsed) -> {
            LoggerFactory.getLogger(Main.class).error("The command failed", e);
            console.err().println("millrace: " + Causes.line(e));
            console.err().println("The log has the details: " + LogFile.path());
            return ExitCode.FAILED.code();
        };
    }
}
