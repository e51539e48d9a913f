package io.millrace.job.decode;

import io.millrace.job.config.ByteSize;
import io.millrace.job.config.Compatibility;
import io.millrace.job.config.DecodeConfig;
import io.millrace.job.config.DecodeConfig.DuplicateKeys;
import io.millrace.job.config.DecodeConfig.UnknownFields;
import io.millrace.job.config.DecodeConfig.Unwrap;
import io.millrace.job.config.RecordFormatConfig;
import io.millrace.job.config.SchemaLocation;
import java.util.List;

/** Configurations of decoding that differ from the defaults in one point. */
public final class DecodeConfigs {

    public static final DecodeConfig DEFAULTS = of(UnknownFields.IGNORE, DuplicateKeys.REJECT, 64, "16 MiB");

    private DecodeConfigs() {}

    public static DecodeConfig with(UnknownFields unknown) {
        return of(unknown, DuplicateKeys.REJECT, 64, "16 MiB");
    }

    public static DecodeConfig with(DuplicateKeys duplicates) {
        return of(UnknownFields.IGNORE, duplicates, 64, "16 MiB");
    }

    public static DecodeConfig withMaxDepth(int depth) {
        return of(UnknownFields.IGNORE, DuplicateKeys.REJECT, depth, "16 MiB");
    }

    public static DecodeConfig withMaxRecordSize(String size, Unwrap... layers) {
        return of(UnknownFields.IGNORE, DuplicateKeys.REJECT, 64, size, layers);
    }

    public static DecodeConfig with(Unwrap... layers) {
        return of(UnknownFields.IGNORE, DuplicateKeys.REJECT, 64, "16 MiB", layers);
    }

    public static DecodeConfig of(
            UnknownFields unknown, DuplicateKeys duplicates, int depth, String size, Unwrap... layers) {
        return new DecodeConfig(
                RecordFormatConfig.JSON,
                SchemaLocation.parse("event.avsc"),
                Compatibility.BACKWARD,
                List.of(layers),
                unknown,
                duplicates,
                depth,
                ByteSize.parse(size));
    }

    /** Of another format. */
    public static DecodeConfig with(RecordFormatConfig format, UnknownFields unknown, DuplicateKeys duplicates) {
        DecodeConfig json = of(unknown, duplicates, 64, "16 MiB");
        return new DecodeConfig(
                format,
                json.schema(),
                json.compatibility(),
                json.unwrap(),
                unknown,
                duplicates,
                json.maxDepth(),
                json.maxRecordSize());
    }
}
