package io.millrace.job.decode.unwrap;

import io.millrace.job.record.ByteSearch;
import io.millrace.model.RawMessage;
import io.millrace.model.Rejection;

/** Lines, ended by a line feed or by both a carriage return and a line feed; blank ones are no pieces. */
final class LinesLayer implements Layer {

    @Override
    public Rejection unwrap(RawMessage message, byte[] bytes, int offset, int length, Pieces inside) {
        int end = offset + length;
        int start = offset;
        while (start < end) {
            int feed = ByteSearch.indexOf((byte) '\n', bytes, start, end);
            int lineEnd = feed > start && bytes[feed - 1] == '\r' ? feed - 1 : feed;
            if (!isBlank(bytes, start, lineEnd)) {
                inside.piece(message, bytes, start, lineEnd - start);
            }
            start = feed + 1;
        }
        return null;
    }

    @Override
    public boolean splits() {
        return true;
    }

    private static boolean isBlank(byte[] bytes, int from, int end) {
        int p = from;
        while (p < end && (bytes[p] == ' ' || bytes[p] == '\t' || bytes[p] == '\r')) {
            p++;
        }
        return p == end;
    }
}
