package io.millrace.job.commit;

import io.millrace.job.record.Encoder;
import io.millrace.job.record.EncoderFactory;
import io.millrace.job.record.RoutedRecord;
import io.millrace.job.testkit.Messages;
import io.millrace.model.Origin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;

/** Rows of one text column, encoded as lines: the simplest files that can be read back. */
final class Lines {

    /** Where every row comes from. */
    static final Origin ORIGIN = Messages.message("m-1", "").origin();

    private Lines() {}

    static EncoderFactory encoders() {
        return new Factory(".txt");
    }

    /** Files whose names end so. */
    static EncoderFactory encoders(String extension) {
        return new Factory(extension);
    }

    static RoutedRecord record(String partition, String text) {
        return record(partition, text, RoutedRecord.NO_EVENT_TIME, text.length());
    }

    static RoutedRecord record(String partition, String text, long eventTimeMicros, int inputBytes) {
        return new RoutedRecord()
                .refill(GenericRowData.of(StringData.fromString(text)), partition, eventTimeMicros, inputBytes, ORIGIN);
    }

    /** The files under a directory that a reader would take for data, by their path under it. */
    static List<String> visibleFiles(Path directory) throws IOException {
        if (Files.notExists(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .map(file -> directory.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    /** All lines of all visible files. */
    static List<String> visible(Path directory) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String file : visibleFiles(directory)) {
            lines.addAll(Files.readAllLines(directory.resolve(file)));
        }
        return lines;
    }

    private record Factory(String extension) implements EncoderFactory {

        @Override
        public Encoder create(FSDataOutputStream out) {
            return new LineEncoder(out);
        }

        @Override
        public String format() {
            return "lines";
        }
    }

    /** Holds back one line, so that the stream's position alone never tells a file's size. */
    private static final class LineEncoder implements Encoder {

        private final FSDataOutputStream out;
        private byte[] held = new byte[0];

        LineEncoder(FSDataOutputStream out) {
            this.out = out;
        }

        @Override
        public void add(RowData row) throws IOException {
            out.write(held);
            held = (row.getString(0) + "\n").getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public long encodedSize() {
            try {
                return out.getPos() + held.length;
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        @Override
        public void finish() throws IOException {
            out.write(held);
        }
    }
}
