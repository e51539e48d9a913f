package io.millrace.job.announce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.testkit.GoldenFile;
import io.millrace.model.Balance;
import io.millrace.model.LogEntry;
import java.io.IOException;
import java.util.List;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.RequestEntryWrapper;
import org.apache.flink.core.io.SimpleVersionedSerialization;
import org.junit.jupiter.api.Test;

final class AnnouncementStateTest {

    private static final ReportBatch BALANCES = new ReportBatch(
            List.of(Rows.BALANCE, new Balance("b-2", "route", 0, LogEntry.END_OF_INPUT, 0, 1L << 40, 0, 0, 0, 3)));

    @Test
    void balancesOfVersion1AreRead() throws Exception {
        assertThat(read("balance-batch-v1.bin")).isEqualTo(BALANCES);
    }

    @Test
    void reportsAreWrittenAndReadAsVersion2Has() throws Exception {
        ReportBatch batch = new ReportBatch(List.of(Rows.BALANCE, Rows.GAP, Rows.WHOLE_SHARD));
        new GoldenFile("balance-batch-v2.bin")
                .assertHolds(
                        SimpleVersionedSerialization.writeVersionAndSerialize(ReportBatchSerializer.INSTANCE, batch));
        assertThat(read("balance-batch-v2.bin")).isEqualTo(batch);
    }

    @Test
    void reportsOfAnUnknownVersionAreRefused() {
        for (int version : new int[] {0, 3}) {
            assertThatThrownBy(() -> ReportBatchSerializer.INSTANCE.deserialize(version, new byte[8]))
                    .isInstanceOf(IOException.class)
                    .hasMessage("expected version 1 to 2 of reports to announce, but got version " + version
                            + ": the state was written by another release");
        }
    }

    private static ReportBatch read(String golden) throws IOException {
        return SimpleVersionedSerialization.readVersionAndDeSerialize(
                ReportBatchSerializer.INSTANCE, new GoldenFile(golden).bytes());
    }

    @Test
    void recordsOfAnUnknownVersionAreRefused() {
        assertThatThrownBy(() -> new SinkEntrySerializer().deserialize(2, new byte[8]))
                .isInstanceOf(IOException.class)
                .hasMessage("expected version 1 of records to put, but got version 2: the state was written by another"
                        + " release");
    }

    @Test
    void recordsThatAreNotOnTheStreamYetAreWrittenAndReadAsTheFirstReleaseDid() throws Exception {
        SinkEntry entry =
                new SinkEntry(new byte[] {1, -1, 0}, "clicks-Click-3", "170141183460469231731687303715884105728");
        BufferedRequestState<SinkEntry> state =
                new BufferedRequestState<>(List.of(new RequestEntryWrapper<>(entry, 21)));
        SinkEntrySerializer serializer = new SinkEntrySerializer();
        GoldenFile golden = new GoldenFile("data-file-sink-state-v1.bin");
        golden.assertHolds(SimpleVersionedSerialization.writeVersionAndSerialize(serializer, state));
        assertThat(SimpleVersionedSerialization.readVersionAndDeSerialize(serializer, golden.bytes())
                        .getBufferedRequestEntries())
                .singleElement()
                .satisfies(read -> {
                    assertThat(read.getSize()).isEqualTo(21);
                    assertThat(read.getRequestEntry().data()).isEqualTo(entry.data());
                    assertThat(read.getRequestEntry().partitionKey()).isEqualTo(entry.partitionKey());
                    assertThat(read.getRequestEntry().hashKey()).isEqualTo(entry.hashKey());
                });
    }
}
