package io.millrace.job.reject;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.flink.connector.base.sink.writer.AsyncSinkWriterStateSerializer;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;

/** The form in which dead letters that the queue has not taken yet stand in checkpoints. */
final class LetterStateSerializer extends AsyncSinkWriterStateSerializer<Letter> {

    private static final int VERSION = 1;

    @Override
    public BufferedRequestState<Letter> deserialize(int version, byte[] bytes) throws IOException {
        if (version != VERSION) {
            throw new IOException("expected version " + VERSION + " of dead letters to send, but got version " + version
                    + ": the state was written by another release");
        }
        return super.deserialize(version, bytes);
    }

    @Override
    protected void serializeRequestToStream(Letter letter, DataOutputStream out) throws IOException {
        LetterHead head = letter.head();
        out.writeUTF(head.pipeline());
        out.writeUTF(head.messageId());
        out.writeInt(head.recordIndex());
        out.writeUTF(head.stage());
        out.writeUTF(head.errorKind());
        out.writeUTF(head.hour());
        out.writeBoolean(letter.form() == Letter.Form.POINTER);
        byte[] body = letter.body().getBytes(UTF_8);
        out.writeInt(body.length);
        out.write(body);
    }

    @Override
    protected Letter deserializeRequestFromStream(long size, DataInputStream in) throws IOException {
        LetterHead head =
                new LetterHead(in.readUTF(), in.readUTF(), in.readInt(), in.readUTF(), in.readUTF(), in.readUTF());
        Letter.Form form = in.readBoolean() ? Letter.Form.POINTER : Letter.Form.LETTER;
        byte[] body = new byte[in.readInt()];
        in.readFully(body);
        return new Letter(head, form, new String(body, UTF_8));
    }

    @Override
    public int getVersion() {
        return VERSION;
    }
}
