package io.millrace.job.encode;

import io.millrace.job.Version;
import io.millrace.job.config.PipelineName;
import io.millrace.job.record.RecordSchema;
import java.util.Map;
import java.util.TreeMap;

/** What a Parquet or Avro file says of itself, beside its Avro schema. */
final class FileProperties {

    /** The name of the pipeline that wrote the file. */
    static final String PIPELINE = "millrace.pipeline";

    /** The release of Millrace. */
    static final String VERSION = "millrace.version";

    /** {@link RecordSchema#fingerprint}. */
    static final String FINGERPRINT = "millrace.schema.fingerprint";

    /** {@link RecordSchema#version}; not there where the schema has none. */
    static final String SCHEMA_VERSION = "millrace.schema.version";

    private FileProperties() {}

    static Map<String, String> of(RecordSchema schema, PipelineName pipeline) {
        Map<String, String> properties = new TreeMap<>();
        properties.put(PIPELINE, pipeline.value());
        properties.put(VERSION, Version.current().version());
        properties.put(FINGERPRINT, schema.fingerprint());
        schema.version().ifPresent(version -> properties.put(SCHEMA_VERSION, version));
        return properties;
    }
}
