package io.millrace.job.pipeline;

import static java.util.Objects.requireNonNull;

import io.millrace.job.config.BreakerConfig;
import io.millrace.job.config.DecodeConfig;
import io.millrace.job.config.DecodeConfig.Unwrap;
import io.millrace.job.config.FunctionConfig;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.config.TypeConfig;
import io.millrace.job.config.UnfitException;
import io.millrace.job.decode.DecodeFunction;
import io.millrace.job.decode.DecodedTypes;
import io.millrace.job.decode.Decoder;
import io.millrace.job.decode.Decoders;
import io.millrace.job.decode.Detector;
import io.millrace.job.decode.json.JsonTypes;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.route.Layout;
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
 * @param types what is behind it, for each type of records; in most pipelines there is one
 */
public record Stages(DecodeFunction decode, List<TypeStages> types) {

    public Stages {
        requireNonNull(decode, "decode");
        types = List.copyOf(types);
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
        List<TypeStages> types = new ArrayList<>();
        for (TypeConfig type : config.allTypes()) {
            types.add(ofType(config, types.size(), () -> {
                Decoder.Factory decoders = lastWord.apply(Decoders.of(decode.with(type.schema()), schemas));
                return type(type, decoders, breaker);
            }));
        }
        // A test of fields belongs to a type with a name.
        Detector.Factory detectors = config.types().isEmpty() ? null : JsonTypes.factory(decode, config.types());
        DecodedTypes decoded =
                new DecodedTypes(types.stream().map(TypeStages::decoded).toList(), detectors);
        return new Stages(new DecodeFunction(decode, breaker, decoded), types);
    }

    private static TypeStages type(TypeConfig type, Decoder.Factory decoders, BreakerConfig breaker) {
        String name = type.name() == null ? null : type.name().value();
        List<TransformFunction> transform = transform(type.transform(), decoders.schema(), breaker);
        RecordSchema schema = transform.isEmpty()
                ? decoders.schema()
                : transform.get(transform.size() - 1).outputSchema();
        Layout layout = Layout.of(type.route(), schema, name);
        return new TypeStages(
                new DecodedTypes.Type(name, decoders),
                type.transform().stream().map(FunctionConfig::function).toList(),
                transform,
                new RouteFunction(type.route(), layout, breaker),
                layout);
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

    /** A part that is made of the section of a type, whose keys it does not know. */
    private static <T> T ofType(PipelineConfig config, int type, Supplier<T> part) {
        try {
            return part.get();
        } catch (UnfitException e) {
            String key = e.key().equals("decode.schema") ? "schema" : e.key();
            boolean ofType = key.equals("schema") || key.startsWith("transform.") || key.startsWith("route.");
            throw ofType ? e.at(config.keyOf(type, key)) : e;
        }
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
