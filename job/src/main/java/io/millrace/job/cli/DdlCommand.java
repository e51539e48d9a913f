package io.millrace.job.cli;

import io.millrace.job.config.ConfigException;
import io.millrace.job.config.LoadedPipeline;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.config.UnfitException;
import io.millrace.job.ddl.Dialect;
import io.millrace.job.ddl.OutputTable;
import io.millrace.job.pipeline.Pipeline;
import io.millrace.job.pipeline.PipelineEnds;
import io.millrace.job.route.Layout;
import io.millrace.job.schema.SchemaLoader;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "ddl",
        description = {
            "Prints the statements that make a table of a pipeline's files in another system, from the pipeline's schema,"
                    + " layout and format. Asks no service and starts nothing.",
            ""
        })
final class DdlCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private PipelineFile pipeline;

    @Option(
            names = "--dialect",
            paramLabel = "duckdb|spark|athena",
            defaultValue = "duckdb",
            description = "The system that reads the files. Default: ${DEFAULT-VALUE}.")
    private Dialect dialect;

    @Option(
            names = "--table",
            paramLabel = "NAME",
            description =
                    "The table's name, maybe with its database's: lake.clicks. Default: the pipeline's name. Where a pipeline"
                            + " has several types of records, each has a table, and its name stands behind this one.")
    private String table;

    DdlCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        LoadedPipeline loaded;
        try {
            loaded = pipeline.load();
        } catch (ConfigException e) {
            return unusable(e.getMessage());
        }
        PipelineConfig config = loaded.config();
        if (config.output().files() == null) {
            return unusable(pipeline.path() + ": output: expected files, because only files can be a table");
        }
        String name = table != null ? table : config.name().value().replace('-', '_');
        try {
            StringBuilder tables = new StringBuilder();
            for (Layout layout : layouts(config)) {
                String type =
                        layout.type().map(own -> "_" + own.replace('-', '_')).orElse("");
                tables.append(tables.isEmpty() ? "" : "\n")
                        .append(dialect.ddl(
                                new OutputTable(name + type, config.output().files(), layout)));
            }
            console.out().print(tables);
        } catch (UnfitException e) {
            return unusable(loaded.problem(e).toString());
        } catch (IllegalArgumentException e) {
            return unusable("millrace: " + e.getMessage());
        }
        return ExitCode.OK.code();
    }

    /** Puts the pipeline together, as a run does, to learn which rows come out of it. */
    private List<Layout> layouts(PipelineConfig config) {
        return Pipeline.build(
                new StreamExecutionEnvironment(new Configuration()),
                config,
                SchemaLoader.besides(pipeline.path()),
                PipelineEnds.of(config, StandardOutput.INSTANCE));
    }

    private int unusable(String message) {
        console.err().println(message);
        return ExitCode.USAGE.code();
    }
}
