package io.millrace.job.announce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.UnknownFieldSet;
import io.millrace.job.announce.proto.DataFileEntryRecord;
import io.millrace.job.announce.proto.DataFileEntryType;
import io.millrace.job.announce.proto.DataFileV1;
import io.millrace.job.testkit.GoldenFile;
import io.millrace.model.ColumnStats;
import io.millrace.model.CommittedFile;
import io.millrace.model.OperatorReport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordFormTest {

    private static final DataFileV1 FILE = DataFileProto.message("clicks", Rows.PARQUET);

    @TempDir
    Path directory;

    @Test
    void aFileComesThroughWhole() throws Exception {
        RecordForm.Encoded encoded = form(1 << 20).file(FILE, Rows.PARQUET.modifiedAtMillis());
        assertThat(encoded.large()).isFalse();
        LogRow row = RecordForm.row(encoded.bytes(), form(0).payloads());
        assertThat(row.job()).isEqualTo("clicks");
        assertThat(row.entry())
                .usingRecursiveComparison()
                .ignoringFields("columns")
                .isEqualTo(Rows.PARQUET);
        List<ColumnStats> columns = ((CommittedFile) row.entry()).columns();
        assertThat(columns.get(0)).isEqualTo(Rows.PARQUET.columns().get(0));
        assertThat(columns.get(1).name())
                .as("a column without bounds has no name there")
                .isEmpty();
        assertThat(columns.get(1).nans()).isEqualTo(1);
        assertThat(columns.get(2)).isEqualTo(Rows.PARQUET.columns().get(2));
    }

    @Test
    void filesOfTheEndOfAnInputAndReportsComeThrough() throws Exception {
        byte[] lines =
                form(1 << 20).file(DataFileProto.message("j", Rows.LINES), 5).bytes();
        assertThat(RecordForm.row(lines, form(0).payloads())).isEqualTo(new LogRow("j", Rows.LINES));
        for (OperatorReport report : List.of(Rows.BALANCE, Rows.GAP, Rows.WHOLE_SHARD)) {
            byte[] record = RecordForm.report("j", report);
            assertThat(RecordForm.row(record, form(0).payloads())).isEqualTo(new LogRow("j", report));
        }
    }

    @Test
    void deadLettersComeThroughAndReadersOfFilesAlonePassOverThem() throws Exception {
        CommittedFile file = Rows.DEAD_LETTERS.file();
        for (int threshold : new int[] {1 << 20, 100}) {
            byte[] record = form(threshold)
                    .deadLetters(DataFileProto.message("j", file), file.modifiedAtMillis())
                    .bytes();
            assertThat(RecordForm.row(record, form(0).payloads())).isEqualTo(new LogRow("j", Rows.DEAD_LETTERS));
            UnknownFieldSet entry = message(UnknownFieldSet.parseFrom(unzipped(record)), 1);
            assertThat(entry.asMap()).as("an entry of unknown type").isEmpty();
        }
    }

    @Test
    void whatHasItsOwnNumberIsTheMessageThatTheFirstReleaseWrote() throws Exception {
        new GoldenFile("data-file-entry-record-of-a-gap-v1.bin")
                .assertHolds(unzipped(RecordForm.report("clicks", Rows.GAP)));
        CommittedFile file = Rows.DEAD_LETTERS.file();
        new GoldenFile("data-file-entry-record-of-dead-letters-v1.bin")
                .assertHolds(unzipped(form(1 << 20)
                        .deadLetters(DataFileProto.message("clicks", file), file.modifiedAtMillis())
                        .bytes()));
    }

    @Test
    void theMessageIsTheOneThatTheFirstReleaseWrote() throws Exception {
        byte[] message = unzipped(form(1 << 20).file(FILE, 1_800_000_001_234L).bytes());
        new GoldenFile("data-file-entry-record-v1.bin").assertHolds(message);
    }

    /** As a reader sees it that knows nothing but the numbers of the original. */
    @Test
    void numbersAndTypesOnTheWireAreThoseOfExistingReaders() throws Exception {
        UnknownFieldSet record = UnknownFieldSet.parseFrom(
                unzipped(form(1 << 20).file(FILE, 1_800_000_001_234L).bytes()));
        UnknownFieldSet entry = message(record, 1);
        assertThat(entry.getField(1).getVarintList()).containsExactly(1L);
        UnknownFieldSet standard = message(entry, 2);
        assertThat(standard.getField(1).getVarintList()).containsExactly(1L);
        UnknownFieldSet file = message(standard, 2);
        assertThat(text(file, 1)).isEqualTo(Rows.PARQUET.path());
        assertThat(file.getField(2).getVarintList()).as("Parquet").containsExactly(1L);
        assertThat(file.getField(3).getVarintList()).containsExactly(12L);
        assertThat(file.getField(4).getVarintList()).containsExactly(4711L);
        assertThat(varints(file, 5)).isEqualTo(Map.of(0, 120L, 1, 7L, 2, 9L));
        assertThat(varints(file, 6)).isEqualTo(Map.of(0, 12L, 1, 12L, 2, 12L));
        assertThat(varints(file, 7)).isEqualTo(Map.of(0, 0L, 1, 11L, 2, 12L));
        assertThat(varints(file, 8)).isEqualTo(Map.of(1, 1L));
        assertThat(file.getField(9).getLengthDelimitedList()).hasSize(2);
        assertThat(file.getField(10).getLengthDelimitedList()).hasSize(2);
        assertThat(file.getField(11).getLengthDelimitedList()).hasSize(2);
        UnknownFieldSet schema = message(file, 12);
        assertThat(text(schema, 1)).isEqualTo("shop.Click");
        assertThat(text(schema, 2)).isEqualTo("0a1b2c");
        UnknownFieldSet info = message(record, 2);
        assertThat(text(info, 1)).isEqualTo(Rows.PARQUET.path());
        assertThat(info.getField(2).getVarintList()).containsExactly(1_800_000_001_234L);
        assertThat(text(info, 3)).isEqualTo("123456789012");
        assertThat(file.asMap().keySet().stream().filter(number -> number > 12))
                .as("what is ours")
                .allMatch(number -> number >= 100);
    }

    @Test
    void aLargeAnnouncementIsAnObjectThatIsWrittenOnceAndAPointerWithoutTheEntry() throws Exception {
        RecordForm form = form(100);
        RecordForm.Encoded first = form.file(FILE, 7);
        RecordForm.Encoded again = form.file(FILE, 7);
        assertThat(first.large()).isTrue();
        assertThat(again.bytes()).isEqualTo(first.bytes());

        DataFileEntryRecord record = DataFileEntryRecord.parseFrom(unzipped(first.bytes()));
        assertThat(record.getDataFileEntry().getType()).isEqualTo(DataFileEntryType.DATA_FILE_ENTRY_TYPE_LARGE);
        assertThat(record.getDataFileEntry().hasStandardDataFileEntry()).isFalse();
        var pointer = record.getDataFileEntry().getLargeDataFileEntry();
        assertThat(pointer.getKey()).isEqualTo("clicks-shop.Click-commits/" + pointer.getSha256());
        Path object = directory.resolve(pointer.getKey());
        assertThat(Files.size(object)).isEqualTo(pointer.getLength());
        try (Stream<Path> all = Files.walk(directory)) {
            assertThat(all.filter(Files::isRegularFile)).containsExactly(object);
        }
        assertThat(RecordForm.row(first.bytes(), form.payloads()).identity())
                .isEqualTo(new LogRow("clicks", Rows.PARQUET).identity());
    }

    @Test
    void aLargePayloadThatWasChangedOrIsGoneIsFound() throws Exception {
        RecordForm form = form(100);
        byte[] record = form.file(FILE, 7).bytes();
        Path object;
        try (Stream<Path> all = Files.walk(directory)) {
            object = all.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
        byte[] payload = Files.readAllBytes(object);
        payload[5]++;
        Files.write(object, payload);
        assertThatThrownBy(() -> RecordForm.row(record, form.payloads()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not what was announced: expected " + payload.length + " bytes");
        Files.delete(object);
        assertThatThrownBy(() -> RecordForm.row(record, form.payloads()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is gone");
    }

    @Test
    void bytesThatAreNoAnnouncementAreSaidToBeNone() {
        assertThatThrownBy(() -> RecordForm.row("hello".getBytes(StandardCharsets.UTF_8), form(0).payloads()))
                .isInstanceOf(IOException.class);
    }

    private RecordForm form(int threshold) {
        return new RecordForm("clicks-shop.Click-commits", "123456789012", threshold, new Payloads(directory.toUri()));
    }

    private static byte[] unzipped(byte[] record) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(record))) {
            return in.readAllBytes();
        }
    }

    private static UnknownFieldSet message(UnknownFieldSet in, int number) throws IOException {
        return UnknownFieldSet.parseFrom(
                in.getField(number).getLengthDelimitedList().get(0));
    }

    private static String text(UnknownFieldSet in, int number) {
        return in.getField(number).getLengthDelimitedList().get(0).toStringUtf8();
    }

    /** A map of sfixed32 to uint64: a message for each entry, its key in four bytes. */
    private static Map<Integer, Long> varints(UnknownFieldSet in, int number) throws IOException {
        Map<Integer, Long> map = new java.util.TreeMap<>();
        for (var entry : in.getField(number).getLengthDelimitedList()) {
            UnknownFieldSet pair = UnknownFieldSet.parseFrom(entry);
            List<Integer> key = pair.getField(1).getFixed32List();
            List<Long> value = pair.getField(2).getVarintList();
            map.put(key.isEmpty() ? 0 : key.get(0), value.isEmpty() ? 0L : value.get(0));
        }
        return map;
    }
}
