package io.millrace.job.pipeline;

import static java.util.Objects.requireNonNull;

import io.millrace.job.config.BreakerConfig;
import io.millrace.job.config.DecodeConfig;
import io.millrace.job.config.DecodeConfig.Unwrap;
import io.millrace.job.config.FunctionConfig;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.config.UnfitException;
import io.millrace.job.decode.DecodeFunction;
import io.millrace.job.decode.Decoder;
import io.millrace.job.decode.Decoders;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.route.RouteFunction;
import io.millrace.job.schema.SchemaLoader;
import io.millrace.job.transform.TransformFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The functions of stages 2 to 4, which fit each other. {@link Pipeline} makes operators of them; whoever wants to know what
 * they do with a message, without a job, calls them himself.
 *
 * @param decode takes messages
 * @param decodedSchema of the rows that {@code decode} gives
 * @param transform in their order
 * @param route gives rows their partitions
 * @param schema of the rows that {@code route} takes and gives
 */
public record Stages(
        DecodeFunction decode,
        RecordSchema decodedSchema,
        List<TransformFunction> transform,
        RouteFunction route,
        RecordSchema schema) {

    public Stages {
        requireNonNull(decode, "decode");
        requireNonNull(decodedSchema, "decodedSchema");
        transform = List.copyOf(transform);
        requireNonNull(route, "route");
        requireNonNull(schema, "schema");
    }

    /**
     * The functions that {@code config} describes, not opened yet.
     *
     * @param schemas where the configuration's schemas are found
     * @param lastWord on how records are decoded
     * @param breaker when a stage gives up
     * @throws UnfitException when a schema, a field or a function does not exist or does not fit
     */
    public static Stages of(
            PipelineConfig config,
            SchemaLoader schemas,
            UnaryOperator<Decoder.Factory> lastWord,
            BreakerConfig breaker) {
        // Records of CSV are lines, and more than one where a text has several; its decoder finds them.
        DecodeConfig decode =
                config.source().files() == null || config.decode().format().csv() != null
                        ? config.decode()
                        : config.decode().inside(Unwrap.LINES);
        Decoder.Factory decoders = lastWord.apply(Decoders.of(decode, schemas));
        List<TransformFunction> transform = transform(config.transform(), decoders.schema(), breaker);
        RecordSchema schema = transform.isEmpty()
                ? decoders.schema()
                : transform.get(transform.size() - 1).outputSchema();
        RouteFunction route = new RouteFunction(config.route(), schema, breaker);
        return new Stages(new DecodeFunction(decode, breaker, decoders), decoders.schema(), transform, route, schema);
    }

    private static List<TransformFunction> transform(
            List<FunctionConfig> steps, RecordSchema decoded, BreakerConfig breaker) {
        List<TransformFunction> functions = new ArrayList<>();
        RecordSchema current = decoded;
        for (FunctionConfig step : steps) {
            RecordSchema input = current;
            TransformFunction function = fitting(
                    "transform." + functions.size() + ".function",
                    () -> TransformFunction.of(
                            step, input, breaker, Thread.currentThread().getContextClassLoader()));
            functions.add(function);
            current = function.outputSchema();
        }
        return functions;
    }

    /** A part that is made of a key's value, or of what the key names. */
    static <T> T fitting(String key, Supplier<T> part) {
        try {
            return part.get();
        } catch (UnfitException e) {
            // Knows its key better.
            throw e;
        } catch (IllegalArgumentException e) {
            throw new UnfitException(key, e);
        }
    }
}
