package io.millrace.job.source.files;

import io.millrace.job.config.CsvRecordsConfig;
import io.millrace.job.record.CsvFrames;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * What stands before the records of a file.
 *
 * @param end where the records begin, in the decompressed file
 * @param attributes what each message with records of the file has, so that they can be decoded
 */
record CsvFileHeader(long end, Map<String, String> attributes) {

    /** A file of which every byte belongs to a record. */
    static final CsvFileHeader NONE = new CsvFileHeader(0, Map.of());

    private static final int FIRST_SIZE = 8 << 10;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /** Reads the first record, of which no more than {@code largestSize} bytes count, from the beginning of a file. */
    static CsvFileHeader read(InputStream in, CsvRecordsConfig csv, int largestSize) throws IOException {
        CsvFrames frames = new CsvFrames(csv.delimiter().value());
        byte[] bytes = in.readNBytes(Math.min(FIRST_SIZE, largestSize));
        while (true) {
            int begin = skipBlank(bytes);
            frames.reset();
            int feed = frames.next(bytes, begin, bytes.length);
            if (feed >= 0) {
                int end = feed > begin && bytes[feed - 1] == '\r' ? feed - 1 : feed;
                return of(bytes, begin, end, feed + 1);
            }
            byte[] more = in.readNBytes((int) Math.min(bytes.length, (long) largestSize - bytes.length));
            if (more.length == 0) {
                return of(bytes, begin, bytes.length, bytes.length);
            }
            bytes = Arrays.copyOf(bytes, bytes.length + more.length);
            System.arraycopy(more, 0, bytes, bytes.length - more.length, more.length);
        }
    }

    private static CsvFileHeader of(byte[] bytes, int begin, int end, int behind) {
        String text = new String(bytes, begin, end - begin, StandardCharsets.UTF_8);
        return new CsvFileHeader(behind, Map.of(CsvFrames.HEADER_ATTRIBUTE, text));
    }

    private static int skipBlank(byte[] bytes) {
        boolean marked = bytes.length >= BYTE_ORDER_MARK.length
                && Arrays.equals(bytes, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
        int p = marked ? BYTE_ORDER_MARK.length : 0;
        while (p < bytes.length && (bytes[p] == '\n' || bytes[p] == '\r')) {
            p++;
        }
        return p;
    }
}
