package io.millrace.job.testkit;

import io.millrace.model.MessageId;
import io.millrace.model.RawMessage;
import io.millrace.model.SqsOrigin;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Messages as the SQS source gives them. */
public final class Messages {

    public static final String QUEUE = "http://localhost:9324/000000000000/events";

    private Messages() {}

    /** A message of a standard queue. */
    public static RawMessage message(String id, String body) {
        return message(id, null, body, Map.of());
    }

    /** A message with attributes; {@code group} is null on a standard queue. */
    public static RawMessage message(String id, String group, String body, Map<String, String> attributes) {
        return new RawMessage(
                MessageId.of(id),
                body.getBytes(StandardCharsets.UTF_8),
                attributes,
                new SqsOrigin(QUEUE, id, group, 1_760_000_000_000L, 1_760_000_000_500L, 1));
    }
}
