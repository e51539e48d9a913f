package io.millrace.job.decode.unwrap;

import io.millrace.job.decode.Base64Text;
import io.millrace.model.RawMessage;
import io.millrace.model.Rejection;

/** Base64 text, in one line or in many. */
final class Base64Layer implements Layer {

    private byte[] text = new byte[0];
    private byte[] decoded = new byte[0];

    @Override
    public Rejection unwrap(RawMessage message, byte[] bytes, int offset, int length, Pieces inside) {
        decoded = withCapacity(decoded, Base64Text.largestSize(length));
        int size = Base64Text.decode(bytes, offset, length, decoded, 0);
        if (size < 0) {
            int dense = withoutSpace(bytes, offset, length);
            size = Base64Text.decode(text, 0, dense, decoded, 0);
        }
        if (size < 0) {
            return Layer.broken("expected base64 text, but found something else");
        }
        inside.piece(message, decoded, 0, size);
        return null;
    }

    private int withoutSpace(byte[] bytes, int offset, int length) {
        text = withCapacity(text, length);
        int n = 0;
        for (int p = offset; p < offset + length; p++) {
            byte c = bytes[p];
            if (c != ' ' && c != '\t' && c != '\r' && c != '\n') {
                text[n++] = c;
            }
        }
        return n;
    }

    private static byte[] withCapacity(byte[] array, int capacity) {
        return array.length >= capacity ? array : new byte[capacity];
    }
}
