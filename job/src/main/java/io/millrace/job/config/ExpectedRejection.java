package io.millrace.job.config;

import io.millrace.model.ErrorKind;
import io.millrace.model.Stage;

/** One record, or whole message, that is to become a dead letter. */
public record ExpectedRejection(
        @Key(doc = "What is wrong with it.", example = "type-mismatch") ErrorKind kind,
        @Key(doc = "The stage that rejects it. Any, when absent.", optional = true) Stage stage,
        @Key(
                        doc = "The field that is at fault, from the top: `items[0].price`. Any or none, when absent.",
                        optional = true,
                        example = "user_id")
                String field,
        @Key(doc = "A part of the message. Any, when absent.", optional = true) String message) {}
