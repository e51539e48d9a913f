package io.millrace.job.config;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** From the body of a message to typed rows. */
public record DecodeConfig(
        @Key(doc = "The format of a record.", value = "json") RecordFormatConfig format,
        @Key(
                        doc =
                                "The Avro schema of a record: a file (`.avsc`), relative to the pipeline's file; a directory of versions `v1.avsc`, `v2.avsc`, … of which the newest is taken, or one of these files for that version; or `class:NAME` for the schema of a generated class in `udfs/`. Required, unless there are `types`.",
                        optional = true,
                        example = "schemas/click-event.avsc")
                SchemaLocation schema,
        @Key(
                        doc =
                                "How each version of the schema must relate to every one before it: `backward` lets newer ones read older records, `forward` older ones newer records, `full` is both, `none` asks nothing. Only for a schema that has versions.",
                        value = "backward")
                Compatibility compatibility,
        @Key(
                        doc =
                                "What is around a record, from the outside in: `sns` is the envelope of an SNS notification, whose attributes join the message's; `base64` and `gzip` are encodings of the body; `json-array` is an array each element of which is a record; `lines` are lines each of which, unless blank, is a record.",
                        optional = true,
                        example = "[sns, gzip]")
                List<Unwrap> unwrap,
        @Key(
                        doc =
                                "What happens to a field, or a column of CSV, that the schema does not know: `ignore` drops it and counts it by name, `capture` keeps all such fields as JSON text in the column `_rescued`, `reject` rejects the record.",
                        value = "ignore")
                UnknownFields unknownFields,
        @Key(
                        doc =
                                "What happens when a name comes twice, in a JSON object, a map or the header of a CSV file: `reject` the record, or keep the `last` value.",
                        value = "reject")
                DuplicateKeys duplicateKeys,
        @Key(doc = "How deep objects and arrays, records and messages may nest.", value = "64", min = "1", max = "1000")
                int maxDepth,
        @Key(
                        doc = "How large a record, and a message after decompression, may be.",
                        value = "16 MiB",
                        min = "1 KiB",
                        max = "1 GiB")
                ByteSize maxRecordSize)
        implements Serializable {

    /** The same, for records of another schema. */
    public DecodeConfig with(SchemaLocation other) {
        return new DecodeConfig(
                format, other, compatibility, unwrap, unknownFields, duplicateKeys, maxDepth, maxRecordSize);
    }

    /** The same, with one more layer around everything. */
    public DecodeConfig inside(Unwrap outermost) {
        List<Unwrap> layers = new ArrayList<>();
        layers.add(outermost);
        layers.addAll(unwrap);
        return new DecodeConfig(
                format,
                schema,
                compatibility,
                List.copyOf(layers),
                unknownFields,
                duplicateKeys,
                maxDepth,
                maxRecordSize);
    }

    /** One layer around a record. */
    public enum Unwrap {
        /** The envelope of an SNS notification: its {@code Message}, whose attributes join the message's. */
        SNS,
        /** Base64 text. */
        BASE64,
        /** Gzip. */
        GZIP,
        /** A JSON array: each element is a record. */
        JSON_ARRAY,
        /** Lines: each that is not blank is a record. */
        LINES
    }

    public enum UnknownFields {
        IGNORE,
        CAPTURE,
        REJECT
    }

    public enum DuplicateKeys {
        REJECT,
        LAST
    }
}
