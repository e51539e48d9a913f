package io.millrace.job.config;

import com.fasterxml.jackson.databind.JsonNode;

/** The body of a message; exactly one form. */
@OneOf
public record InputConfig(
        @Key(doc = "A value that is sent as JSON in one line, with every digit of its numbers.", optional = true)
                JsonNode json,
        @Key(
                        doc =
                                "A text that is sent in UTF-8, as it stands. A block (`|`) is several lines, for a pipeline that takes them apart.",
                        optional = true)
                AnyText text,
        @Key(doc = "Bytes of any kind.", optional = true) Base64Bytes base64,
        @Key(doc = "A file whose bytes are sent, relative to this one.", optional = true, example = "sample.json.gz")
                String file) {}
