package io.millrace.job.config;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A whole pipeline: one YAML file. */
public record PipelineConfig(
        @Key(
                        doc =
                                "The pipeline's name: lower case letters, digits and hyphens. Names its state directory, its job and its dead letters.",
                        example = "clickstream")
                PipelineName name,
        @Key(
                        doc =
                                "How many parallel instances every stage has. A local run defaults to the number of cores, at most 4.",
                        optional = true,
                        min = "1",
                        max = "4096")
                Integer parallelism,
        @Key(doc = "Where events come from.") SourceConfig source,
        @Key(doc = "How redelivered and re-sent messages are recognised.") DeduplicateConfig deduplicate,
        @Key(doc = "How a message's body becomes typed rows.") DecodeConfig decode,
        @Key(
                        doc =
                                "Several types of records in one stream, each with its own schema, functions and directories, and its own files. In place of `decode.schema`, `transform` and `route`.",
                        optional = true)
                List<TypeConfig> types,
        @Key(doc = "Functions that every row passes, in this order.", optional = true) List<FunctionConfig> transform,
        @Key(doc = "Which partition a row belongs to.") RouteConfig route,
        @Key(doc = "Where rows are written.") OutputConfig output,
        @Key(doc = "Who is told of every file that has become visible. Nobody, when absent.", optional = true)
                AnnounceConfig announce,
        @Key(doc = "Where records go that cannot be processed.") DeadLetterConfig deadLetter,
        @Key(doc = "How often, and where, the job's state is made durable. Files become visible with each checkpoint.")
                CheckpointConfig checkpoint,
        @Key(
                        doc =
                                "An embedded queue at the source's endpoint and a generator that fills it; for trying Millrace out.",
                        optional = true)
                DemoConfig demo)
        implements Serializable {

    /** The types of records that the pipeline tells apart; the only one, without a name and a test, when it does not. */
    public List<TypeConfig> allTypes() {
        return types.isEmpty() ? List.of(new TypeConfig(null, null, decode.schema(), transform, route)) : types;
    }

    /** Where a key of a type stands, {@code schema} or below {@code transform} and {@code route}: dotted from the top. */
    public String keyOf(int type, String key) {
        if (!types.isEmpty()) {
            return "types." + type + "." + key;
        }
        return key.equals("schema") ? "decode.schema" : key;
    }

    /** The store behind every {@code s3://} path: a job speaks to one. */
    public S3Config objectStore() {
        if (source.files() != null && source.files().s3() != null) {
            return source.files().s3();
        }
        return output.files() == null ? S3Config.AWS : output.files().s3();
    }

    /** True when some path begins with {@code s3://} or {@code gs://}. */
    public boolean usesObjectStore() {
        return paths().anyMatch(OutputPath::isObjectStore);
    }

    /** True when some path begins with {@code s3://}. */
    public boolean usesS3() {
        return paths().anyMatch(OutputPath::isS3);
    }

    /** The place for announcements that are too large for a stream, when it is not below the output's. */
    public Optional<OutputPath> largePayloads() {
        return announce == null || announce.kinesis() == null
                ? Optional.empty()
                : Optional.ofNullable(announce.kinesis().largePayloadPath());
    }

    private Stream<OutputPath> paths() {
        return Stream.of(
                        source.files() == null ? null : source.files().path().base(),
                        output.files() == null ? null : output.files().path(),
                        deadLetter.path(),
                        largePayloads().orElse(null),
                        checkpoint.directory())
                .filter(Objects::nonNull);
    }
}
