package io.millrace.job.config;

import java.io.Serializable;
import java.util.List;

/** Records in Avro's binary encoding. */
public record AvroRecordsConfig(
        @Key(
                        doc =
                                "How records come: `container` is an object container file as a message, which holds any number of records and their schema; `single-object` is one record behind the fingerprint of its schema; `raw` is one record alone.",
                        value = "container")
                Encoding encoding,
        @Key(
                        doc =
                                "The schemas with which records may have been written, given as `decode.schema` is: for `single-object` any number beside `decode.schema` itself; for `raw` one, or `decode.schema` when absent. A container brings its own.",
                        optional = true,
                        example = "[schemas/click-event-v1.avsc]")
                List<SchemaLocation> writerSchemas)
        implements Serializable {

    public AvroRecordsConfig {
        if (encoding == Encoding.CONTAINER && !writerSchemas.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected no writer-schemas with the encoding container, which brings its own");
        }
        if (encoding == Encoding.RAW && writerSchemas.size() > 1) {
            throw new IllegalArgumentException("expected one of writer-schemas with the encoding raw, but got "
                    + writerSchemas.size() + "; nothing in a record says which it was written with");
        }
        writerSchemas = List.copyOf(writerSchemas);
    }

    public enum Encoding {
        CONTAINER,
        SINGLE_OBJECT,
        RAW
    }
}
