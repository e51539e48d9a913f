// Generated from the declarations of the keys by GeneratedFilesTest, which says how.
package io.millrace.job.builder;

import io.millrace.job.config.AvroRecordsConfig;
import io.millrace.job.config.SectionBuilder;
import java.util.List;

/** What is said of {@code decode.format.avro}. */
public final class AvroRecordsBuilder extends SectionBuilder<AvroRecordsConfig> {

    AvroRecordsBuilder() {}

    /**
     * {@code encoding}: How records come: {@code container} is an object container file as a message, which holds any
     * number of records and their schema; {@code single-object} is one record behind the fingerprint of its schema;
     * {@code raw} is one record alone. Default: {@code container}.
     */
    public AvroRecordsBuilder encoding(AvroRecordsConfig.Encoding encoding) {
        value("encoding", encoding);
        return this;
    }

    /**
     * {@code writer-schemas}: The schemas with which records may have been written, given as {@code decode.schema} is:
     * for {@code single-object} any number beside {@code decode.schema} itself; for {@code raw} one, or {@code
     * decode.schema} when absent. A container brings its own. Example: {@code [schemas/click-event-v1.avsc]}.
     */
    public AvroRecordsBuilder writerSchemas(String... writerSchemas) {
        values("writer-schemas", List.of(writerSchemas));
        return this;
    }
}
