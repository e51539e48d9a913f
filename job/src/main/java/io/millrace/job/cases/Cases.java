package io.millrace.job.cases;

import static java.util.Objects.requireNonNull;

import io.millrace.job.builder.JavaPipelines;
import io.millrace.job.config.BreakerConfig;
import io.millrace.job.config.CaseConfig;
import io.millrace.job.config.CasesConfig;
import io.millrace.job.config.CasesLoader;
import io.millrace.job.config.ConfigException;
import io.millrace.job.config.ConfigLoader;
import io.millrace.job.config.LoadedCases;
import io.millrace.job.config.LoadedPipeline;
import io.millrace.job.config.Problem;
import io.millrace.job.config.UnfitException;
import io.millrace.job.pipeline.Stages;
import io.millrace.job.rehearsal.Rehearsal;
import io.millrace.job.schema.SchemaLoader;
import io.millrace.model.RawMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The cases of one pipeline, which is right and fits together. */
public final class Cases {

    /** A case may reject all that it gives. */
    private static final BreakerConfig NO_BREAKER = new BreakerConfig(1, Integer.MAX_VALUE);

    private final Path file;
    private final Path pipelineFile;
    private final LoadedPipeline pipeline;
    private final List<PipelineCase> cases;

    private Cases(Path file, Path pipelineFile, LoadedPipeline pipeline, List<PipelineCase> cases) {
        this.file = requireNonNull(file, "file");
        this.pipelineFile = requireNonNull(pipelineFile, "pipelineFile");
        this.pipeline = requireNonNull(pipeline, "pipeline");
        this.cases = List.copyOf(cases);
    }

    /**
     * Reads cases, and their pipeline.
     *
     * @param file the cases'
     * @throws ConfigException with all that is wrong with the cases, or else with their pipeline
     */
    public static Cases load(Path file) throws ConfigException {
        LoadedCases loaded = CasesLoader.load(file);
        CasesConfig config = loaded.config();
        List<PipelineCase> cases = cases(file, loaded);
        String named = config.pipeline() == null ? CaseFiles.pipelineOf(file) : config.pipeline();
        boolean isClass = JavaPipelines.isClass(named);
        Path pipelineFile = isClass ? Path.of(named) : file.resolveSibling(named);
        LoadedPipeline pipeline = isClass
                ? JavaPipelines.load(named, Map.of(), config.variables()::get)
                : ConfigLoader.loadWithWarnings(pipelineFile, Map.of(), config.variables()::get);
        Cases result = new Cases(file, pipelineFile, pipeline, cases);
        try {
            result.stages();
        } catch (UnfitException e) {
            throw new ConfigException(List.of(pipeline.problem(e)), List.of());
        }
        return result;
    }

    private static List<PipelineCase> cases(Path file, LoadedCases loaded) throws ConfigException {
        List<PipelineCase> cases = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (CaseConfig config : loaded.config().cases()) {
            int position = cases.size() + problems.size();
            try {
                RawMessage message = CaseMessages.of(config, file);
                cases.add(new PipelineCase(loaded.at(position), config, message));
            } catch (IOException e) {
                String key = "cases." + position + ".input.file";
                problems.add(new Problem(loaded.locations().of(key), key, "the file cannot be read: " + e));
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems, List.of());
        }
        return cases;
    }

    /** Where the cases stand. */
    public Path file() {
        return file;
    }

    /**
     * Runs cases one after another, in their order. Each has functions of its own, so none leaves anything to the next.
     *
     * @param wanted by the names of the cases
     * @param results hears of each as soon as it is there
     */
    public void run(Predicate<String> wanted, Consumer<CaseResult> results) {
        for (PipelineCase one : cases) {
            if (wanted.test(one.config().name())) {
                results.accept(run(one));
            }
        }
    }

    private CaseResult run(PipelineCase one) {
        long start = System.nanoTime();
        List<String> differences;
        Exception failure = null;
        try {
            Stages stages = stages();
            Became became = new Became();
            try (Rehearsal rehearsal = Rehearsal.open(stages, Long.MAX_VALUE, became)) {
                rehearsal.process(one.message());
            }
            differences = Comparison.of(one.config(), became);
        } catch (Exception e) {
            differences = List.of("the pipeline failed: " + e);
            failure = e;
        }
        return new CaseResult(one.config().name(), one.at(), System.nanoTime() - start, differences, failure);
    }

    private Stages stages() {
        return Stages.of(pipeline.config(), SchemaLoader.besides(pipelineFile), UnaryOperator.identity(), NO_BREAKER);
    }
}
