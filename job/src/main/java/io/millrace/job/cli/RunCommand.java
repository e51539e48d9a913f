package io.millrace.job.cli;

import io.millrace.job.cli.DryRun.NoSampleException;
import io.millrace.job.config.ConfigException;
import io.millrace.job.config.LoadedPipeline;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.config.UnfitException;
import io.millrace.job.quickstart.DemoException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "run",
        description = {
            "Runs a pipeline on this machine, in a Flink cluster of its own, until its input ends or a signal stops it.",
            "",
            "Ctrl-C (or SIGTERM) stops it at a savepoint; a second one stops it at once. The next run goes on from the"
                    + " newest savepoint or checkpoint, with every event once, even after kill -9.",
            ""
        })
final class RunCommand implements Callable<Integer> {

    private final Console console;
    private final Wiring wiring;

    @Mixin
    private PipelineFile pipeline;

    @Option(
            names = "--output",
            paramLabel = "text|json",
            defaultValue = "text",
            description = "How to report: for a person, or as one JSON object per line. Default: ${DEFAULT-VALUE}.")
    private OutputFormat output;

    @Mixin
    private PortOptions ports;

    @Option(
            names = "--log-format",
            paramLabel = "text|json",
            defaultValue = "text",
            description = "How the log file is written: for a person, or as one JSON object per line, with the names of"
                    + " the Elastic Common Schema. Default: ${DEFAULT-VALUE}.")
    private OutputFormat logFormat;

    @Option(
            names = "--fresh",
            description = {
                "Forgets the state of earlier runs, and with it exactly-once: what they had received but not written is"
                        + " lost, and messages that come again are written again.",
                "Never needed to go on after a stop, a crash or a kill -9."
            })
    private boolean fresh;

    @ArgGroup(exclusive = false)
    private DryRunOptions dryRun;

    @Spec
    private CommandSpec command;

    RunCommand(Console console, Wiring wiring) {
        this.console = console;
        this.wiring = wiring;
    }

    @Override
    public Integer call() throws Exception {
        LoadedPipeline loaded;
        try {
            loaded = pipeline.load();
        } catch (ConfigException e) {
            return unusable(Findings.of(e));
        }
        PipelineConfig config = loaded.config();
        if (dryRun != null) {
            return dryRun(loaded);
        }
        LogFile.use(config.name(), logFormat);
        boolean rowsOnStdout = config.output().stdout() != null;
        RunReport report = output == OutputFormat.JSON
                ? new JsonReport(rowsOnStdout ? console.err() : console.out(), InstantSource.system())
                : new TextReport(console, rowsOnStdout, InstantSource.system());
        report.starting(config);
        loaded.warnings().forEach(warning -> report.note("warning: " + warning));
        try {
            return new PipelineRunner(
                            pipeline.path(), config, PipelineRunner.HOME, ports.ports(), fresh, report, wiring)
                    .run()
                    .code();
        } catch (RunLock.HeldException e) {
            console.err().println("millrace: " + e.getMessage());
            return ExitCode.LOCKED.code();
        } catch (UnfitException e) {
            return unusable(Findings.of(loaded, e));
        } catch (UnusableStateException | NoPortException e) {
            console.err().println("millrace: " + e.getMessage());
            return ExitCode.USAGE.code();
        } catch (DemoException e) {
            console.err().println("millrace: " + e.getMessage());
            return ExitCode.FAILED.code();
        } catch (Exception e) {
            LoggerFactory.getLogger(RunCommand.class).error("The run could not be started", e);
            console.err().println("millrace: the run could not be started:");
            Causes.chain(e).forEach(text -> console.err().println("  " + text));
            console.err().println("The log has the details: " + LogFile.path());
            return ExitCode.FAILED.code();
        }
    }

    private int dryRun(LoadedPipeline loaded) throws Exception {
        refuseBesideDryRun("--fresh", "--log-format", PortOptions.WEB, PortOptions.METRICS, PortOptions.HEALTH);
        Findings findings = OfflineChecks.of(pipeline.path(), loaded, wiring);
        if (!findings.usable()) {
            return unusable(findings);
        }
        findings.warnings().forEach(warning -> console.err().println("warning: " + warning.line()));
        Forecast forecast;
        try {
            forecast = new DryRun(pipeline.path(), loaded.config(), dryRun.input(), dryRun.records()).forecast();
        } catch (NoSampleException e) {
            console.err().println(pipeline.path() + ": " + e.getMessage());
            return ExitCode.USAGE.code();
        } catch (IOException e) {
            console.err().println("millrace: the input cannot be read: " + Causes.line(e));
            return ExitCode.FAILED.code();
        }
        DryRunReport report = new DryRunReport(loaded.config(), forecast);
        if (output == OutputFormat.JSON) {
            console.out().println(Json.line(report.json()));
        } else {
            report.print(console.out());
        }
        return (forecast.stop() == null ? ExitCode.OK : ExitCode.REJECTED).code();
    }

    private void refuseBesideDryRun(String... options) {
        for (String option : options) {
            if (command.commandLine().getParseResult().hasMatchedOption(option)) {
                throw new ParameterException(
                        command.commandLine(), option + " has no meaning beside --dry-run, which starts nothing");
            }
        }
    }

    private int unusable(Findings findings) {
        if (output == OutputFormat.JSON) {
            Map<String, Object> event = new LinkedHashMap<>();
            event.put("event", "invalid");
            event.putAll(findings.json());
            console.out().println(Json.line(event));
        } else {
            findings.print(console.err());
            console.err()
                    .println("millrace: " + Units.count(findings.problems().size(), "problem")
                            + "; nothing was started.");
        }
        return ExitCode.USAGE.code();
    }
}
