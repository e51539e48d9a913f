package io.millrace.job.source.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.FileOrigin;
import io.millrace.model.MessageId;
import io.millrace.model.RawMessage;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.RecordAndPosition;
import org.junit.jupiter.api.Test;

final class LineChunkReaderTest {

    private static final int CHUNK = 64;
    private static final int LONGEST = 100;

    /** What a reader gave: a chunk, and where it stood then. */
    private record Read(RawMessage chunk, long position) {}

    @Property(tries = 2000)
    void everyLineIsReadOnceHoweverTheFileIsCut(@ForAll long seed, @ForAll @IntRange(min = 1, max = 500) int splitSize)
            throws IOException {
        String content = content(new Random(seed));
        StringBuilder all = new StringBuilder();
        Set<MessageId> ids = new HashSet<>();
        for (int from = 0; from < content.length(); from += splitSize) {
            for (Read read : readAll(open(content, from, Math.min(content.length(), from + splitSize)))) {
                String chunk = new String(read.chunk().body(), ISO_8859_1);
                FileOrigin origin = (FileOrigin) read.chunk().origin();
                assertThat(origin.offset()).as("no gap").isEqualTo(all.length());
                assertThat(origin.offset() + origin.length()).isEqualTo(read.position());
                assertThat(ids.add(read.chunk().id())).isTrue();
                if (chunk.length() < origin.length()) {
                    assertThat(chunk).hasSize(LONGEST + 1).doesNotContain("\n");
                }
                all.append(content, (int) origin.offset(), (int) read.position());
                assertThat(content.substring((int) origin.offset())).startsWith(chunk);
                assertThat(all).satisfies(text -> assertThat(
                                text.length() == content.length() || text.charAt(text.length() - 1) == '\n')
                        .as("ends with a line")
                        .isTrue());
            }
        }
        assertThat(all.toString()).isEqualTo(content);
    }

    @Property(tries = 500)
    void aRestoredReaderGoesOnWithTheSameChunks(@ForAll long seed) throws IOException {
        String content = content(new Random(seed));
        List<Read> whole = readAll(reader(content, 0, content.length()));
        for (int i = 0; i < whole.size(); i++) {
            List<Read> rest = readAll(reader(content, whole.get(i).position(), content.length()));
            assertThat(rest.stream().map(read -> read.chunk().id()))
                    .isEqualTo(whole.subList(i + 1, whole.size()).stream()
                            .map(read -> read.chunk().id())
                            .toList());
            assertThat(rest.stream().map(read -> new String(read.chunk().body(), ISO_8859_1)))
                    .isEqualTo(whole.subList(i + 1, whole.size()).stream()
                            .map(read -> new String(read.chunk().body(), ISO_8859_1))
                            .toList());
        }
    }

    @Test
    void aLineThatIsTooLongKeepsItsBeginningAndItsRange() throws IOException {
        String content = "a\n" + "x".repeat(1000) + "\nb\n";

        List<Read> read = readAll(reader(content, 0, content.length()));

        assertThat(read)
                .extracting(r -> new String(r.chunk().body(), ISO_8859_1))
                .containsExactly("a\n", "x".repeat(LONGEST + 1), "b\n");
        assertThat(read.get(1).chunk().origin().position()).isEqualTo("bytes=2-1002");
    }

    @Test
    void aFileThatEndsBeforeItsRangeFailsInsteadOfLosingLines() {
        assertThatThrownBy(() -> readAll(reader("a\nb\n", 0, 100)))
                .isInstanceOf(EOFException.class)
                .hasMessageContaining("file:/data ends at byte 4")
                .hasMessageContaining("must not change");
    }

    @Test
    void aCompressedFileIsReadToItsEnd() throws IOException {
        assertThat(readAll(reader("a\nb", 0, LineChunkReader.UNKNOWN_END)))
                .extracting(read -> new String(read.chunk().body(), ISO_8859_1))
                .containsExactly("a\n", "b");
        assertThat(readAll(reader("", 0, LineChunkReader.UNKNOWN_END))).isEmpty();
    }

    /** As {@link LineChunks} opens a range. */
    private static LineChunkReader open(String content, int from, int to) throws IOException {
        LineChunkReader reader = reader(content, Math.max(0, from - 1), to);
        if (from > 0) {
            reader.skipLine();
        }
        return reader;
    }

    private static LineChunkReader reader(String content, long from, long to) {
        return new LineChunkReader(
                new Trickle(content.substring((int) from).getBytes(ISO_8859_1)),
                "file:/data",
                1,
                from,
                to,
                LONGEST,
                CHUNK,
                RecordEnds.of(null),
                Map.of());
    }

    private static List<Read> readAll(LineChunkReader reader) throws IOException {
        List<Read> all = new ArrayList<>();
        BulkFormat.RecordIterator<RawMessage> batch;
        while ((batch = reader.readBatch()) != null) {
            RecordAndPosition<RawMessage> next = batch.next();
            all.add(new Read(next.getRecord(), next.getOffset()));
            assertThat(next.getRecordSkipCount()).isZero();
            assertThat(batch.next()).isNull();
        }
        return all;
    }

    private static String content(Random random) {
        StringBuilder text = new StringBuilder();
        int lines = random.nextInt(30);
        for (int i = 0; i < lines; i++) {
            int length =
                    switch (random.nextInt(8)) {
                        case 0 -> 0;
                        case 1 -> random.nextInt(600);
                        case 2 -> LONGEST - 2 + random.nextInt(4);
                        case 3 -> CHUNK - 2 + random.nextInt(4);
                        default -> random.nextInt(40);
                    };
            text.append(String.valueOf((char) ('a' + i % 26)).repeat(length))
                    .append(random.nextInt(5) == 0 ? "\r\n" : "\n");
        }
        if (random.nextBoolean()) {
            text.append("last".repeat(random.nextInt(40)));
        }
        return text.toString();
    }

    /** Gives less than is asked for, as a network does. */
    private static final class Trickle extends InputStream {

        private final ByteArrayInputStream bytes;

        Trickle(byte[] bytes) {
            this.bytes = new ByteArrayInputStream(bytes);
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] to, int offset, int length) {
            return bytes.read(to, offset, Math.min(length, 17));
        }
    }
}
