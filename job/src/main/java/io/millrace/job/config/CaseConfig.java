package io.millrace.job.config;

import java.util.List;
import java.util.Map;

/** One message, and what is to become of it. */
public record CaseConfig(
        @Key(
                        doc = "What is shown, in a few words. No two cases of a file have the same.",
                        example = "a crawler leaves nothing")
                String name,
        @Key(doc = "The body of the message.") InputConfig input,
        @Key(doc = "The message's attributes.", optional = true) Map<String, String> attributes,
        @Key(
                        doc =
                                "When the message was sent. When absent, that is not known: every event time is plausible, and a record without one has nothing to fall back to.",
                        optional = true,
                        example = "2026-01-31T06:00:00Z")
                SentAt sentAt,
        @Key(
                        doc =
                                "The rows that are to be written, all of them, in their order. `[]`, or absent beside `rejected`: none.",
                        optional = true)
                List<ExpectedRow> rows,
        @Key(doc = "The records that are to be rejected, all of them, in their order. Absent: none.", optional = true)
                List<ExpectedRejection> rejected) {}
