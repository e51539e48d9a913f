package io.millrace.job.reject;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.millrace.job.record.RoutedRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.sink.writer.ElementConverter;
import org.apache.flink.table.data.RowData;

/** Makes letters of rows; writes the object of a letter that is too large. One thread. */
final class LetterConverter implements ElementConverter<RoutedRecord, Letter> {

    private static final long serialVersionUID = 1L;

    private static final int PIPELINE = column("pipeline");
    private static final int MESSAGE_ID = column("message_id");
    private static final int RECORD_INDEX = column("record_index");
    private static final int STAGE = column("stage");
    private static final int ERROR_KIND = column("error_kind");

    private final LetterText.Factory texts;
    private final LargeLetters large;
    private final long maxSize;

    private transient LetterText text;
    private transient Runnable onLarge;

    /** @param maxSize of a letter's message, in bytes */
    LetterConverter(LetterText.Factory texts, LargeLetters large, long maxSize) {
        this.texts = requireNonNull(texts, "texts");
        this.large = requireNonNull(large, "large");
        this.maxSize = maxSize;
    }

    @Override
    public void open(WriterInitContext context) {
        text = texts.open();
    }

    /** Who hears of each letter that becomes an object; to be called before the first letter. */
    void onLarge(Runnable listener) {
        onLarge = requireNonNull(listener, "listener");
    }

    @Override
    public Letter apply(RoutedRecord routed, SinkWriter.Context context) {
        RowData row = routed.row();
        LetterHead head = new LetterHead(
                row.getString(PIPELINE).toString(),
                row.getString(MESSAGE_ID).toString(),
                row.getInt(RECORD_INDEX),
                row.getString(STAGE).toString(),
                row.getString(ERROR_KIND).toString(),
                routed.partition());
        return fitting(new Letter(head, Letter.Form.LETTER, acceptable(new String(text.of(row), UTF_8))));
    }

    /** The letter, or its pointer when it is too large. */
    Letter fitting(Letter letter) {
        long size = letter.size();
        if (size <= maxSize || letter.form() == Letter.Form.POINTER) {
            return letter;
        }
        try {
            Letter pointer = large.put(
                    letter, "its message would have " + size + " bytes, more than dead-letter.sqs.max-message-size");
            onLarge.run();
            return pointer;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the dead letter " + letter.head().id() + " is too large for a message and could not be written to "
                            + large.root(),
                    e);
        }
    }

    /** SQS refuses these two characters, which JSON allows; in JSON they stand in texts only, and so can be escaped. */
    private static String acceptable(String json) {
        return json.replace("\uFFFE", "\\ufffe").replace("\uFFFF", "\\uffff");
    }

    private static int column(String name) {
        return DeadLetterRows.SCHEMA.rowType().getFieldIndex(name);
    }
}
