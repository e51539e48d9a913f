package io.millrace.job.reject;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.job.config.OutputPath;
import io.millrace.job.encode.ndjson.RowJson;
import io.millrace.job.object.Sha256;
import io.millrace.job.record.RoutedRecord;
import io.millrace.model.ErrorKind;
import io.millrace.model.MessageId;
import io.millrace.model.RejectedRecord;
import io.millrace.model.Rejection;
import io.millrace.model.SqsOrigin;
import io.millrace.model.Stage;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LetterConverterTest {

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path directory;

    private final AtomicInteger large = new AtomicInteger();

    @Test
    void aLetterIsTheLineThatItsFileHas() throws Exception {
        Letter letter = convert(rejected(new byte[] {1, 2, -1}, "expected a number"), 4096);

        assertThat(letter.form()).isEqualTo(Letter.Form.LETTER);
        assertThat(letter.head())
                .isEqualTo(new LetterHead(
                        "clicks", MessageId.of("m").toString(), 4, "transform", "transform", "2025/10/09/09"));
        JsonNode body = JSON.readTree(letter.body());
        assertThat(body.fieldNames())
                .toIterable()
                .containsExactlyElementsOf(DeadLetterRows.SCHEMA.rowType().getFieldNames());
        assertThat(body.get("payload_base64").binaryValue()).containsExactly(1, 2, -1);
        assertThat(body.get("record_index").asInt()).isEqualTo(4);
        assertThat(body.get("failed_at").asText()).isEqualTo("2025-10-09T09:53:21.250000Z");
        assertThat(body.get("attributes"))
                .isEqualTo(JSON.createObjectNode().put("Authorization", "***").put("trace", "t-1"));
        assertThat(body.get("message").asText()).isEqualTo("expected a number");
        assertThat(large).hasValue(0);
    }

    @Test
    void charactersThatSqsRefusesAreEscapedAndReadAsThemselves() throws Exception {
        Letter letter = convert(rejected(new byte[0], "got \uFFFE and \uFFFF and \t\u0000"), 4096);

        assertThat(letter.body()).doesNotContain("\uFFFE", "\uFFFF", "\t", "\u0000");
        assertThat(JSON.readTree(letter.body()).get("message").asText())
                .isEqualTo("got \uFFFE and \uFFFF and \t\u0000");
    }

    @Test
    void aLetterThatFitsExactlyIsSentAndOneThatIsAByteTooLargeIsAnObjectBehindAPointer() throws Exception {
        RejectedRecord rejected = rejected(new byte[3000], "too many");
        long size = convert(rejected, 1 << 20).size();

        assertThat(convert(rejected, size).form()).isEqualTo(Letter.Form.LETTER);
        Letter pointer = convert(rejected, size - 1);

        assertThat(large).hasValue(1);
        assertThat(pointer.form()).isEqualTo(Letter.Form.POINTER);
        assertThat(pointer.message(false).attributes())
                .containsEntry("millrace.form", "pointer")
                .containsEntry("millrace.letter-id", pointer.head().id());
        JsonNode body = JSON.readTree(pointer.body());
        assertThat(body.get("reason").asText())
                .isEqualTo("its message would have " + size + " bytes, more than dead-letter.sqs.max-message-size");
        assertThat(body.get("message_id").asText()).isEqualTo(MessageId.of("m").toString());
        assertThat(body.get("record_index").asInt()).isEqualTo(4);
        assertThat(body.get("stage").asText()).isEqualTo("transform");
        assertThat(body.get("error_kind").asText()).isEqualTo("transform");
        assertThat(body.get("pipeline").asText()).isEqualTo("clicks");
        Path object = Path.of(URI.create(body.get("letter_path").asText()));
        assertThat(object.getParent()).isEqualTo(directory.resolve("dead/_large/2025/10/09/09"));
        byte[] bytes = Files.readAllBytes(object);
        assertThat(bytes).hasSize(body.get("letter_length").asInt());
        assertThat(Sha256.hex(bytes)).isEqualTo(body.get("letter_sha256").asText());
        assertThat(Base64.getDecoder()
                        .decode(JSON.readTree(bytes).get("payload_base64").asText()))
                .hasSize(3000);
    }

    @Test
    void aLargeLetterThatCannotBeWrittenIsAFailureAndNotALoss() throws Exception {
        Files.writeString(directory.resolve("dead"), "a file where the directory should be");

        assertThatThrownBy(() -> convert(rejected(new byte[9000], "too many"), 4096))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("is too large for a message and could not be written to");
    }

    private Letter convert(RejectedRecord rejected, long maxSize) {
        LetterConverter converter = new LetterConverter(
                LetterConverterTest::text,
                LargeLetters.below(new OutputPath(directory.resolve("dead").toString())),
                maxSize);
        converter.open(null);
        converter.onLarge(large::incrementAndGet);
        return converter.apply(
                new RoutedRecord()
                        .refill(
                                new DeadLetterRow("clicks", "0.1.0").of(rejected),
                                "2025/10/09/09",
                                0,
                                rejected.payload().length,
                                rejected.origin()),
                null);
    }

    /** The line of a letter. */
    static String line(byte[] payload) {
        return new String(text().of(new DeadLetterRow("clicks", "0.1.0").of(rejected(payload, "no"))), UTF_8) + "\n";
    }

    static LetterText text() {
        RowJson json = new RowJson(DeadLetterRows.SCHEMA);
        return row -> {
            json.clear();
            json.append(row);
            return json.toBytes();
        };
    }

    private static RejectedRecord rejected(byte[] payload, String message) {
        return new RejectedRecord(
                MessageId.of("m"),
                4,
                payload,
                true,
                Map.of("Authorization", "Bearer x", "trace", "t-1"),
                new SqsOrigin("https://sqs.eu-west-1.amazonaws.com/123456789012/events", "m", null, 1, 1, 1),
                new Rejection(Stage.TRANSFORM, ErrorKind.TRANSFORM, message, null, null, null, List.of()),
                1_760_003_601_250L);
    }
}
