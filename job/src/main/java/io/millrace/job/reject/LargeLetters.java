package io.millrace.job.reject;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.job.config.OutputPath;
import io.millrace.job.object.Sha256;
import io.millrace.job.object.WholeObject;
import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import org.apache.flink.core.fs.Path;

/**
 * Where dead letters stand that the queue does not take: {@code _large/YYYY/MM/DD/HH/ID-HASH.json} below the files' path.
 * The directory's name begins with an underscore, so readers of the files, which have every letter, pass over it.
 *
 * @param root the directory
 */
record LargeLetters(URI root) implements Serializable {

    private static final String NAME = "_large";
    private static final String EXTENSION = ".json";

    /** Enough to tell two texts of one letter apart. */
    private static final int DIGITS_OF_HASH = 16;

    private static final JsonMapper JSON = new JsonMapper();

    LargeLetters {
        requireNonNull(root, "root");
    }

    static LargeLetters below(OutputPath files) {
        return new LargeLetters(new Path(new Path(files.toUri()), NAME).toUri());
    }

    /**
     * Writes a letter as an object; does nothing when it is there.
     *
     * @param why the queue does not take it, in words without credentials
     * @return what is sent in its place
     */
    Letter put(Letter letter, String why) throws IOException {
        byte[] text = letter.body().getBytes(UTF_8);
        String hash = Sha256.hex(text);
        LetterHead head = letter.head();
        Path object = new Path(
                new Path(new Path(root), head.hour()), head.id() + "-" + hash.substring(0, DIGITS_OF_HASH) + EXTENSION);
        WholeObject.writeOnce(object, text);
        ObjectNode pointer = JSON.createObjectNode()
                .put("letter_path", object.toString())
                .put("letter_length", text.length)
                .put("letter_sha256", hash)
                .put("reason", why)
                .put("message_id", head.messageId())
                .put("record_index", head.recordIndex())
                .put("stage", head.stage())
                .put("error_kind", head.errorKind())
                .put("pipeline", head.pipeline());
        return new Letter(head, Letter.Form.POINTER, text(pointer));
    }

    private static String text(ObjectNode pointer) {
        try {
            return JSON.writeValueAsString(pointer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers always have a form in JSON", e);
        }
    }
}
