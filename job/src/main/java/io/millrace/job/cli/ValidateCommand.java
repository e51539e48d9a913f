package io.millrace.job.cli;

import io.millrace.job.config.ConfigException;
import io.millrace.job.config.EffectiveConfig;
import io.millrace.job.config.LoadedPipeline;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.pipeline.PipelineEnds;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "validate",
        description = {"Reports everything that is wrong or doubtful about a pipeline, at once, and starts nothing.", ""
        })
final class ValidateCommand implements Callable<Integer> {

    private final Console console;
    private final Wiring wiring;

    @Mixin
    private PipelineFile pipeline;

    @Option(
            names = "--connect",
            description =
                    "Asks the queue or stream and the object store too. Takes no message, and leaves nothing behind.")
    private boolean connect;

    @Option(
            names = "--effective",
            description =
                    "Prints the configuration with every default, variable and override in place, secrets masked.")
    private boolean effective;

    @Option(
            names = "--output",
            paramLabel = "text|json",
            defaultValue = "text",
            description = "How to report: for a person, or as one JSON object. Default: ${DEFAULT-VALUE}.")
    private OutputFormat output;

    ValidateCommand(Console console, Wiring wiring) {
        this.console = console;
        this.wiring = wiring;
    }

    @Override
    public Integer call() throws Exception {
        LoadedPipeline loaded;
        try {
            loaded = pipeline.load();
        } catch (ConfigException e) {
            report(Findings.of(e), null);
            return ExitCode.USAGE.code();
        }
        Findings findings = OfflineChecks.of(pipeline.path(), loaded, wiring);
        if (!findings.usable()) {
            report(findings, loaded.config());
            return ExitCode.USAGE.code();
        }
        if (connect) {
            findings = findings.and(live(loaded.config()));
        }
        report(findings, loaded.config());
        return (findings.usable() ? ExitCode.OK : ExitCode.FAILED).code();
    }

    private static Findings live(PipelineConfig config) throws InterruptedException {
        LocalStores.loadForQuestions(config);
        Path local = PipelineRunner.HOME.resolve("state").resolve(config.name().value());
        return LiveChecks.of(
                        config,
                        PipelineEnds.of(config, StandardOutput.INSTANCE),
                        PipelineRunner.snapshots(config, local))
                .and(AnnounceChecks.of(config));
    }

    /** @param config null when it could not be read */
    private void report(Findings findings, PipelineConfig config) {
        if (output == OutputFormat.JSON) {
            Map<String, Object> json = new LinkedHashMap<>(findings.json());
            if (effective && config != null) {
                json.put("effective", EffectiveConfig.tree(config));
            }
            console.out().println(Json.line(json));
            return;
        }
        if (effective && config != null) {
            console.out().print(EffectiveConfig.yaml(config));
        }
        // The configuration alone goes to a file or a pipe; what is said about it does not.
        var to = effective ? console.err() : console.out();
        findings.print(to);
        String verdict = findings.usable()
                ? "valid" + (connect ? ", and its services answer" : "")
                : Units.count(findings.problems().size(), "problem");
        to.println(pipeline.path() + ": " + verdict);
    }
}
