package io.millrace.job.cli;

import io.millrace.job.aws.S3Buckets;
import io.millrace.job.config.ConfigException;
import io.millrace.job.config.LoadedPipeline;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.pipeline.PipelineEnds;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "doctor",
        description = {
            "Looks at what is around a pipeline: whether its services answer and allow what the job does, how the queue is set"
                    + " up, what failures have left behind and what removes it. Changes nothing, and leaves nothing behind.",
            ""
        })
final class DoctorCommand implements Callable<Integer> {

    private final Console console;
    private final Wiring wiring;

    @Mixin
    private PipelineFile pipeline;

    @Option(
            names = "--output",
            paramLabel = "text|json",
            defaultValue = "text",
            description = "How to report: for a person, or as one JSON object. Default: ${DEFAULT-VALUE}.")
    private OutputFormat output;

    DoctorCommand(Console console, Wiring wiring) {
        this.console = console;
        this.wiring = wiring;
    }

    @Override
    public Integer call() throws Exception {
        LoadedPipeline loaded;
        try {
            loaded = pipeline.load();
        } catch (ConfigException e) {
            report(new Examination(Examination.of(Findings.of(e))));
            return ExitCode.USAGE.code();
        }
        Findings offline = OfflineChecks.of(pipeline.path(), loaded, wiring);
        List<Checked> checks = new ArrayList<>(Examination.of(offline));
        if (!offline.usable()) {
            report(new Examination(checks));
            return ExitCode.USAGE.code();
        }
        checks.addAll(around(loaded.config()));
        Examination examination = new Examination(checks);
        report(examination);
        return (examination.healthy() ? ExitCode.OK : ExitCode.FAILED).code();
    }

    private static List<Checked> around(PipelineConfig config) throws InterruptedException {
        LocalStores.loadForQuestions(config);
        Path local = PipelineRunner.HOME.resolve("state").resolve(config.name().value());
        return Doctor.examine(
                config,
                PipelineEnds.of(config, StandardOutput.INSTANCE),
                S3Buckets.of(config.objectStore()),
                PipelineRunner.snapshots(config, local),
                Instant.now());
    }

    private void report(Examination examination) {
        if (output == OutputFormat.JSON) {
            console.out().println(Json.line(examination.json()));
            return;
        }
        examination.print(console.out());
        console.out().println(pipeline.path() + ": " + examination.verdict());
    }
}
