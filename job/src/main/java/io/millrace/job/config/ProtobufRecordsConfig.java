package io.millrace.job.config;

import java.io.Serializable;

/** Records in Protocol Buffers. */
public record ProtobufRecordsConfig(
        @Key(
                        doc =
                                "A file with the descriptors of the message and of all that it imports, as `protoc --include_imports --descriptor_set_out=FILE` writes it; relative to the pipeline's file.",
                        example = "schemas/clicks.desc")
                String descriptorSet,
        @Key(doc = "The full name of the message that a record is.", example = "shop.v1.Click") String message)
        implements Serializable {}
