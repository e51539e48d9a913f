package io.millrace.job.source.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.config.CsvDelimiter;
import io.millrace.job.config.CsvRecordsConfig;
import io.millrace.job.record.CsvFrames;
import io.millrace.model.FileOrigin;
import io.millrace.model.RawMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.junit.jupiter.api.Test;

/** Files of CSV as chunks of whole records, and what stands before them. */
final class CsvChunksTest {

    private static final int CHUNK = 64;
    private static final int LONGEST = 100;
    private static final CsvRecordsConfig CSV = new CsvRecordsConfig(true, List.of(), CsvDelimiter.COMMA, null);

    @Property(tries = 2000)
    void everyChunkIsWholeRecordsAndAllOfThem(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        List<String> records = new ArrayList<>();
        for (int i = random.nextInt(30); i > 0; i--) {
            records.add(record(random));
        }
        String file = String.join("", records);

        List<String> found = new ArrayList<>();
        int behind = 0;
        for (RawMessage chunk : chunks(file, 0)) {
            FileOrigin origin = (FileOrigin) chunk.origin();
            assertThat(origin.offset()).isEqualTo(behind);
            behind += (int) origin.length();
            assertThat(chunk.attributes()).containsEntry(CsvFrames.HEADER_ATTRIBUTE, "a,b");
            found.addAll(split(new String(chunk.body(), UTF_8)));
        }
        List<String> expected = new ArrayList<>();
        for (String record : records) {
            expected.add(record.length() > LONGEST + 2 ? record.substring(0, LONGEST + 1) : record);
        }
        assertThat(behind).isEqualTo(file.length());
        assertThat(found.stream().map(CsvChunksTest::shortened))
                .isEqualTo(expected.stream().map(CsvChunksTest::shortened).toList());
    }

    @Property(tries = 500)
    void aRestoredReaderGoesOnWithTheSameChunks(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        StringBuilder file = new StringBuilder();
        for (int i = random.nextInt(30); i > 0; i--) {
            file.append(record(random));
        }
        List<RawMessage> whole = chunks(file.toString(), 0);
        for (int i = 0; i + 1 < whole.size(); i++) {
            long position = ((FileOrigin) whole.get(i + 1).origin()).offset();
            assertThat(chunks(file.toString(), (int) position).stream().map(RawMessage::id))
                    .isEqualTo(whole.subList(i + 1, whole.size()).stream()
                            .map(RawMessage::id)
                            .toList());
        }
    }

    @Test
    void aTextThatIsTooLongIsPassedOverToItsEndThoughItHoldsLines() throws IOException {
        String file = "1,\"" + "x\n2,y\n".repeat(100) + "\"\n3,z\n";

        List<RawMessage> chunks = chunks(file, 0);

        assertThat(chunks).hasSize(2);
        assertThat(chunks.get(0).body()).hasSize(LONGEST + 1);
        assertThat(new String(chunks.get(1).body(), UTF_8)).isEqualTo("3,z\n");
    }

    @Test
    void theHeaderIsTheFirstRecordOfAFile() throws IOException {
        assertThat(header("a,b\n1,2\n")).isEqualTo(new CsvFileHeader(4, Map.of(CsvFrames.HEADER_ATTRIBUTE, "a,b")));
        assertThat(header("\uFEFF\r\n\"a\nb\",c\r\n1,2\n"))
                .isEqualTo(new CsvFileHeader(14, Map.of(CsvFrames.HEADER_ATTRIBUTE, "\"a\nb\",c")));
        assertThat(header("a,b")).isEqualTo(new CsvFileHeader(3, Map.of(CsvFrames.HEADER_ATTRIBUTE, "a,b")));
        assertThat(header("")).isEqualTo(new CsvFileHeader(0, Map.of(CsvFrames.HEADER_ATTRIBUTE, "")));
        String wide = "c".repeat(20_000);
        assertThat(header(wide + "\n1\n").end()).isEqualTo(20_001);
    }

    private static CsvFileHeader header(String file) throws IOException {
        return CsvFileHeader.read(new ByteArrayInputStream(file.getBytes(UTF_8)), CSV, 1 << 20);
    }

    private static String shortened(String record) {
        return record.length() > LONGEST ? record.substring(0, LONGEST) : record;
    }

    /** The records of a chunk, which is whole ones. */
    private static List<String> split(String chunk) {
        List<String> records = new ArrayList<>();
        CsvFrames frames = new CsvFrames(',');
        byte[] bytes = chunk.getBytes(UTF_8);
        int from = 0;
        while (from < bytes.length) {
            int feed = frames.next(bytes, from, bytes.length);
            int end = feed < 0 ? bytes.length : feed + 1;
            records.add(new String(bytes, from, end - from, UTF_8));
            from = end;
        }
        return records;
    }

    private static List<RawMessage> chunks(String file, int position) throws IOException {
        List<RawMessage> chunks = new ArrayList<>();
        try (LineChunkReader reader = new LineChunkReader(
                new ByteArrayInputStream(file.substring(position).getBytes(UTF_8)),
                "file:/data.csv",
                1,
                position,
                file.length(),
                LONGEST,
                CHUNK,
                RecordEnds.of(CSV),
                Map.of(CsvFrames.HEADER_ATTRIBUTE, "a,b"))) {
            BulkFormat.RecordIterator<RawMessage> batch;
            while ((batch = reader.readBatch()) != null) {
                chunks.add(batch.next().getRecord());
            }
        }
        return chunks;
    }

    private static String record(Random random) {
        StringBuilder text = new StringBuilder();
        int length =
                switch (random.nextInt(8)) {
                    case 0 -> random.nextInt(400);
                    case 1 -> LONGEST - 4 + random.nextInt(4);
                    case 2 -> CHUNK - 6 + random.nextInt(4);
                    default -> random.nextInt(30);
                };
        boolean quoted = random.nextBoolean();
        for (int i = 0; i < length; i++) {
            text.append(quoted ? "ab\n,c".charAt(random.nextInt(5)) : "abc,".charAt(random.nextInt(4)));
        }
        return (quoted ? "\"" + text + "\"" : text) + (random.nextBoolean() ? "\n" : "\r\n");
    }
}
