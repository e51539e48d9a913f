package io.millrace.job.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a format's keys ask of each other. */
final class FormatRules {

    private static final String FORMAT = "output.files.format.";
    private static final Map<String, Class<? extends Codec>> CODECS = Map.of(
            "parquet", ParquetConfig.Compression.class,
            "ndjson", TextCompression.class,
            "csv", TextCompression.class,
            "avro", AvroConfig.Compression.class);

    private final Bound config;
    private final Problems problems;

    FormatRules(Bound config, Problems problems) {
        this.config = config;
        this.problems = problems;
    }

    void check() {
        CODECS.forEach(this::levelFitsTheCodec);
    }

    private void levelFitsTheCodec(String format, Class<? extends Codec> codecs) {
        String path = FORMAT + format + ".level";
        Optional<Integer> level = config.given(path, Integer.class);
        Optional<? extends Codec> codec = config.find(FORMAT + format + ".compression", codecs);
        if (level.isEmpty() || codec.isEmpty()) {
            return;
        }
        CodecLevels levels = codec.get().levels();
        String name = ChoiceType.word((Enum<?>) codec.get());
        if (levels == null) {
            problems.error(
                    config.at(path),
                    path,
                    "expected no level, because the codec " + name + " has none; "
                            + String.join(", ", withLevels(codecs)) + " have");
        } else if (level.get() < levels.lowest() || level.get() > levels.highest()) {
            problems.error(
                    config.at(path),
                    path,
                    "expected a level of " + name + " between " + levels.lowest() + " and " + levels.highest()
                            + ", but got " + level.get());
        }
    }

    private static List<String> withLevels(Class<? extends Codec> codecs) {
        return List.of(codecs.getEnumConstants()).stream()
                .filter(codec -> codec.levels() != null)
                .map(codec -> ChoiceType.word((Enum<?>) codec))
                .toList();
    }
}
