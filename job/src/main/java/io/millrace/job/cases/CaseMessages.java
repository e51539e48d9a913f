package io.millrace.job.cases;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.job.config.CaseConfig;
import io.millrace.job.config.InputConfig;
import io.millrace.model.FileOrigin;
import io.millrace.model.MessageId;
import io.millrace.model.RawMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes the messages of cases. All come from their file, whatever the pipeline's source: no stage asks which it is. */
final class CaseMessages {

    /** The source does not say when. */
    private static final long UNKNOWN = -1;

    private static final JsonMapper JSON = new JsonMapper();

    private CaseMessages() {}

    /**
     * The message of a case.
     *
     * @param file where the case stands
     * @throws IOException when the case names a file that cannot be read
     */
    static RawMessage of(CaseConfig config, Path file) throws IOException {
        byte[] body = body(config.input(), file);
        long sentAt = config.sentAt() == null ? UNKNOWN : config.sentAt().time().toEpochMilli();
        return new RawMessage(
                MessageId.of(config.name()),
                body,
                config.attributes(),
                new FileOrigin(file.toUri().toString(), 0, body.length, sentAt));
    }

    private static byte[] body(InputConfig input, Path file) throws IOException {
        if (input.json() != null) {
            return json(input);
        }
        if (input.text() != null) {
            return input.text().value().getBytes(UTF_8);
        }
        return input.base64() != null ? input.base64().bytes() : Files.readAllBytes(file.resolveSibling(input.file()));
    }

    private static byte[] json(InputConfig input) {
        try {
            return JSON.writeValueAsBytes(input.json());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of JSON that is none", e);
        }
    }
}
