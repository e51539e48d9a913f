// Generated from the declarations of the keys by GeneratedFilesTest, which says how.
package io.millrace.job.builder;

import io.millrace.job.config.ByteSize;
import io.millrace.job.config.Compatibility;
import io.millrace.job.config.DecodeConfig;
import io.millrace.job.config.SectionBuilder;
import java.util.List;
import java.util.function.Consumer;

/** What is said of {@code decode}. */
public final class DecodeBuilder extends SectionBuilder<DecodeConfig> {

    DecodeBuilder() {}

    /** {@code format}: The format of a record. Default: {@code json}. */
    public DecodeBuilder format(Consumer<? super RecordFormatBuilder> format) {
        section("format", new RecordFormatBuilder(), format);
        return this;
    }

    /**
     * {@code schema}: The Avro schema of a record: a file ({@code .avsc}), relative to the pipeline's file; a directory
     * of versions {@code v1.avsc}, {@code v2.avsc}, … of which the newest is taken, or one of these files for that
     * version; or {@code class:NAME} for the schema of a generated class in {@code udfs/}. Required, unless there are
     * {@code types}. Example: {@code schemas/click-event.avsc}.
     */
    public DecodeBuilder schema(String schema) {
        value("schema", schema);
        return this;
    }

    /**
     * {@code compatibility}: How each version of the schema must relate to every one before it: {@code backward} lets
     * newer ones read older records, {@code forward} older ones newer records, {@code full} is both, {@code none} asks
     * nothing. Only for a schema that has versions. Default: {@code backward}.
     */
    public DecodeBuilder compatibility(Compatibility compatibility) {
        value("compatibility", compatibility);
        return this;
    }

    /**
     * {@code unwrap}: What is around a record, from the outside in: {@code sns} is the envelope of an SNS notification,
     * whose attributes join the message's; {@code base64} and {@code gzip} are encodings of the body; {@code
     * json-array} is an array each element of which is a record; {@code lines} are lines each of which, unless blank,
     * is a record. Example: {@code [sns, gzip]}.
     */
    public DecodeBuilder unwrap(DecodeConfig.Unwrap... unwrap) {
        values("unwrap", List.of(unwrap));
        return this;
    }

    /**
     * {@code unknown-fields}: What happens to a field, or a column of CSV, that the schema does not know: {@code
     * ignore} drops it and counts it by name, {@code capture} keeps all such fields as JSON text in the column {@code
     * _rescued}, {@code reject} rejects the record. Default: {@code ignore}.
     */
    public DecodeBuilder unknownFields(DecodeConfig.UnknownFields unknownFields) {
        value("unknown-fields", unknownFields);
        return this;
    }

    /**
     * {@code duplicate-keys}: What happens when a name comes twice, in a JSON object, a map or the header of a CSV
     * file: {@code reject} the record, or keep the {@code last} value. Default: {@code reject}.
     */
    public DecodeBuilder duplicateKeys(DecodeConfig.DuplicateKeys duplicateKeys) {
        value("duplicate-keys", duplicateKeys);
        return this;
    }

    /**
     * {@code max-depth}: How deep objects and arrays, records and messages may nest. Between 1 and 1000. Default:
     * {@code 64}.
     */
    public DecodeBuilder maxDepth(int maxDepth) {
        value("max-depth", maxDepth);
        return this;
    }

    /**
     * {@code max-record-size}: How large a record, and a message after decompression, may be. Between 1 KiB and 1 GiB.
     * Default: {@code 16 MiB}.
     */
    public DecodeBuilder maxRecordSize(ByteSize maxRecordSize) {
        value("max-record-size", maxRecordSize);
        return this;
    }
}
