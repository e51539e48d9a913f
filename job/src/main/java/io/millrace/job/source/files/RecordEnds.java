package io.millrace.job.source.files;

import io.millrace.job.config.CsvRecordsConfig;
import io.millrace.job.record.CsvFrames;

/** Tells where records of a file end: at which line feeds. Used by one thread. */
abstract class RecordEnds {

    /** Lines; CSV when there is a configuration of it. */
    static RecordEnds of(CsvRecordsConfig csv) {
        return csv == null ? new Lines() : new Csv(csv.delimiter().value());
    }

    /** The first end at {@code from} or behind it, where a record begins at 0; -1 when there is none before {@code to}. */
    abstract int first(byte[] bytes, int from, int to);

    /** The last end before {@code to}, where a record begins at 0; -1 when there is none. */
    abstract int last(byte[] bytes, int to);

    /** Goes on in a record from where the last call of this or of {@link #begin} ended; -1 when it does not end. */
    abstract int next(byte[] bytes, int from, int to);

    /** A record begins with the next byte. */
    void begin() {}

    /** Every line is a record. */
    private static final class Lines extends RecordEnds {

        @Override
        int first(byte[] bytes, int from, int to) {
            for (int i = from; i < to; i++) {
                if (bytes[i] == '\n') {
                    return i;
                }
            }
            return -1;
        }

        @Override
        int last(byte[] bytes, int to) {
            for (int i = to - 1; i >= 0; i--) {
                if (bytes[i] == '\n') {
                    return i;
                }
            }
            return -1;
        }

        @Override
        int next(byte[] bytes, int from, int to) {
            return first(bytes, from, to);
        }
    }

    /** A line feed in quotes ends nothing, so that records are known only from a record's beginning on. */
    private static final class Csv extends RecordEnds {

        private final CsvFrames frames;

        Csv(char delimiter) {
            frames = new CsvFrames(delimiter);
        }

        @Override
        int first(byte[] bytes, int from, int to) {
            frames.reset();
            int end = frames.next(bytes, 0, to);
            while (end >= 0 && end < from) {
                end = frames.next(bytes, end + 1, to);
            }
            return end;
        }

        @Override
        int last(byte[] bytes, int to) {
            frames.reset();
            int last = -1;
            for (int end = frames.next(bytes, 0, to); end >= 0; end = frames.next(bytes, end + 1, to)) {
                last = end;
            }
            return last;
        }

        @Override
        int next(byte[] bytes, int from, int to) {
            return frames.next(bytes, from, to);
        }

        @Override
        void begin() {
            frames.reset();
        }
    }
}
