package io.millrace.job.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.millrace.job.config.FormatConfig;
import io.millrace.job.record.Encoder;
import io.millrace.job.record.EncoderFactory;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.record.SlotRow;
import io.millrace.job.record.SlotView;
import io.millrace.job.testkit.Clicks;
import io.millrace.job.testkit.MemoryStream;
import io.millrace.job.testkit.RandomRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

/** What every encoder keeps to. Files are read back by an implementation that is not the one that wrote them. */
public abstract class EncoderContract {

    private final String format;
    private final List<FormatConfig> codecs;

    /** @param format its name, as the configuration spells it */
    protected EncoderContract(String format) {
        this.format = format;
        this.codecs = Written.formats().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(format + " "))
                .map(Map.Entry::getValue)
                .toList();
    }

    /**
     * Reads a whole file with another implementation.
     *
     * @param file with the extension of its format
     */
    protected abstract List<GenericRowData> read(Path file, RecordSchema schema) throws IOException;

    @Property(tries = 150)
    void everyRowOfEveryTypeIsReadBack(
            @ForAll long seed, @ForAll @IntRange(max = 300) int count, @ForAll @IntRange(max = 100) int codec)
            throws IOException {
        RandomRows random = new RandomRows(seed);
        RecordSchema schema = random.schema();
        List<GenericRowData> rows = random.rows(schema, count);

        assertThat(readBack(codecs.get(codec % codecs.size()), schema, rows)).isEqualTo(rows);
    }

    @Test
    void everyCodecHoldsTheSameRowsHoweverManyBlocksTheyTake() throws IOException {
        List<GenericRowData> rows = Clicks.rows(3, 3_000);

        for (FormatConfig codec : codecs) {
            assertThat(readBack(codec, Clicks.SCHEMA, rows)).as("%s", codec).isEqualTo(rows);
        }
    }

    @Test
    void aFileWithoutRowsIsAFileWithoutRows() throws IOException {
        for (FormatConfig codec : codecs) {
            assertThat(readBack(codec, Clicks.SCHEMA, List.of()))
                    .as("%s", codec)
                    .isEmpty();
        }
    }

    @Test
    void aRowIsReadBeforeAddReturnsAndNeverKept() throws IOException {
        List<GenericRowData> rows = Clicks.rows(4, 500);
        SlotView view = new SlotView(Clicks.SCHEMA.rowType());
        for (FormatConfig codec : codecs) {
            EncoderFactory factory = Written.factory(codec, Clicks.SCHEMA);
            MemoryStream stream = new MemoryStream();
            Encoder encoder = factory.create(stream);
            for (GenericRowData row : rows) {
                SlotRow slots = view.of(row);
                encoder.add(slots);
                slots.poison();
                view = new SlotView(Clicks.SCHEMA.rowType());
            }
            encoder.finish();

            assertThat(read(stream, factory, Clicks.SCHEMA)).as("%s", codec).isEqualTo(rows);
        }
    }

    @Test
    void theSizeOfAFinishedFileIsKnownExactly() throws IOException {
        for (FormatConfig codec : codecs) {
            MemoryStream stream = new MemoryStream();
            Encoder encoder = Written.factory(codec, Clicks.SCHEMA).create(stream);
            for (GenericRowData row : Clicks.rows(5, 2_000)) {
                encoder.add(row);
            }
            encoder.finish();

            assertThat(encoder.encodedSize()).as("%s", codec).isEqualTo(stream.getPos());
        }
    }

    @Test
    void aFactoryIsShippedToWhereItWrites() throws Exception {
        for (FormatConfig codec : codecs) {
            EncoderFactory factory = Written.factory(codec, Clicks.SCHEMA);
            factory.create(new MemoryStream());
            EncoderFactory shipped = InstantiationUtil.clone(factory);

            assertThat(shipped.format()).isEqualTo(format);
            assertThat(shipped.extension()).isEqualTo(factory.extension()).startsWith(".");
            List<GenericRowData> rows = Clicks.rows(6, 50);
            assertThat(read(Written.write(shipped, rows), shipped, Clicks.SCHEMA))
                    .isEqualTo(rows);
        }
    }

    @Test
    void whatTheFileSystemThrowsIsTheCauseOfWhatTheEncoderThrows() {
        for (FormatConfig codec : codecs) {
            IOException full = new IOException("the disk is full");

            Throwable thrown = catchThrowable(() -> {
                Encoder encoder = Written.factory(codec, Clicks.SCHEMA).create(new FullDisk(full));
                for (GenericRowData row : Clicks.rows(7, 100)) {
                    encoder.add(row);
                }
                encoder.finish();
            });

            while (thrown.getCause() != null) {
                thrown = thrown.getCause();
            }
            assertThat(thrown).as("%s", codec).isSameAs(full);
        }
    }

    private List<GenericRowData> readBack(FormatConfig codec, RecordSchema schema, List<GenericRowData> rows)
            throws IOException {
        EncoderFactory factory = Written.factory(codec, schema);
        return read(Written.write(factory, rows), factory, schema);
    }

    private List<GenericRowData> read(MemoryStream written, EncoderFactory factory, RecordSchema schema)
            throws IOException {
        Path file = Files.createTempFile("rows", factory.extension());
        try {
            return read(written.toFile(file), schema);
        } finally {
            Files.delete(file);
        }
    }

    private static final class FullDisk extends FSDataOutputStream {

        private final IOException full;

        FullDisk(IOException full) {
            this.full = full;
        }

        @Override
        public long getPos() {
            return 0;
        }

        @Override
        public void write(int b) throws IOException {
            throw full;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            throw full;
        }

        @Override
        public void flush() throws IOException {
            throw full;
        }

        @Override
        public void sync() throws IOException {
            throw full;
        }

        @Override
        public void close() {}
    }
}
