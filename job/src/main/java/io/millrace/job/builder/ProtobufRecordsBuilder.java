// Generated from the declarations of the keys by GeneratedFilesTest, which says how.
package io.millrace.job.builder;

import io.millrace.job.config.ProtobufRecordsConfig;
import io.millrace.job.config.SectionBuilder;

/** What is said of {@code decode.format.protobuf}. */
public final class ProtobufRecordsBuilder extends SectionBuilder<ProtobufRecordsConfig> {

    ProtobufRecordsBuilder() {}

    /**
     * {@code descriptor-set}: A file with the descriptors of the message and of all that it imports, as {@code protoc
     * --include_imports --descriptor_set_out=FILE} writes it; relative to the pipeline's file. Required. Example:
     * {@code schemas/clicks.desc}.
     */
    public ProtobufRecordsBuilder descriptorSet(String descriptorSet) {
        value("descriptor-set", descriptorSet);
        return this;
    }

    /** {@code message}: The full name of the message that a record is. Required. Example: {@code shop.v1.Click}. */
    public ProtobufRecordsBuilder message(String message) {
        value("message", message);
        return this;
    }
}
