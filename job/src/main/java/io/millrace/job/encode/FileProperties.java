package io.millrace.job.encode;

import io.millrace.job.Version;
import io.millrace.job.config.PipelineName;
import io.millrace.job.record.RecordSchema;
import java.util.Map;
import java.util.Optional;
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

    /**
     * Three keys that readers of archives look for. They are there where the schema's record has a property of the name of
     * the first: that property, the schema's version, and its documentation.
     */
    static final String SCHEMA_TYPE = "schema_type";

    static final String ARCHIVE_VERSION = "version";
    static final String DESCRIPTION = "description";

    private FileProperties() {}

    static Map<String, String> of(RecordSchema schema, PipelineName pipeline) {
        Map<String, String> properties = new TreeMap<>();
        properties.put(PIPELINE, pipeline.value());
        properties.put(VERSION, Version.current().version());
        properties.put(FINGERPRINT, schema.fingerprint());
        schema.version().ifPresent(version -> properties.put(SCHEMA_VERSION, version));
        if (schema.avro().getObjectProp(SCHEMA_TYPE) instanceof String type) {
            properties.put(SCHEMA_TYPE, type);
            schema.version().ifPresent(version -> properties.put(ARCHIVE_VERSION, version));
            Optional.ofNullable(schema.avro().getDoc()).ifPresent(doc -> properties.put(DESCRIPTION, doc));
        }
        return properties;
    }
}
