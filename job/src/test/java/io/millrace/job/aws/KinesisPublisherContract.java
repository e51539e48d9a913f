package io.millrace.job.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a stream does for those who write to it, whichever server is behind it. */
abstract class KinesisPublisherContract {

    /** A fresh stream, of shards that share the hash keys evenly. */
    abstract KinesisPublisher stream(int shards);

    /** A stream that does not exist. */
    abstract KinesisPublisher missing();

    /** What the shard of the stream that was made last holds, in order. */
    abstract List<String> texts(int shard);

    /** The next call of the stream that was made last fails as a whole. */
    abstract void nextCallFails(KinesisException.Kind kind);

    /** Of the next call of the stream that was made last these records fail, because their shard is at its limits. */
    abstract void nextCallThrottles(Integer... positions);

    @Test
    void whatIsPutIsOnTheStreamInTheOrderOfItsShard() throws Exception {
        try (KinesisPublisher stream = stream(1)) {
            assertThat(stream.put(List.of(record("one", null), record("two", null))))
                    .containsExactly(EntryOutcome.SUCCEEDED, EntryOutcome.SUCCEEDED);
            assertThat(stream.put(List.of(record("three", null)))).containsExactly(EntryOutcome.SUCCEEDED);
            assertThat(texts(0)).containsExactly("one", "two", "three");
        }
    }

    @Test
    void aHashKeyDecidesOnTheShardWhateverThePartitionKey() throws Exception {
        BigInteger half = BigInteger.ONE.shiftLeft(127);
        try (KinesisPublisher stream = stream(2)) {
            stream.put(List.of(
                    record("first", "0"),
                    record("end of the first", half.subtract(BigInteger.ONE).toString()),
                    record("second", half.toString()),
                    record(
                            "end of the second",
                            half.shiftLeft(1).subtract(BigInteger.ONE).toString())));
            assertThat(texts(0)).containsExactly("first", "end of the first");
            assertThat(texts(1)).containsExactly("second", "end of the second");
        }
    }

    @Test
    void fiveHundredRecordsAreOneCallAndMoreAreRefusedBeforeIt() throws Exception {
        List<OutgoingRecord> most = IntStream.range(0, KinesisPublisher.MAX_RECORDS)
                .mapToObj(index -> record("record " + index, null))
                .toList();
        try (KinesisPublisher stream = stream(1)) {
            assertThat(stream.put(most)).hasSize(500).containsOnly(EntryOutcome.SUCCEEDED);
            assertThat(texts(0)).hasSize(500);
            assertThatThrownBy(() -> stream.put(Collections.nCopies(501, most.get(0))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a call takes from 1 to 500 records, not 501");
            assertThatThrownBy(() -> stream.put(List.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a call takes from 1 to 500 records, not 0");
        }
    }

    @Test
    void moreThanFiveMebibytesOfSeveralRecordsAreRefusedBeforeTheCall() {
        OutgoingRecord large = new OutgoingRecord(new byte[1_000_000], "key", null);
        try (KinesisPublisher stream = stream(1)) {
            assertThatThrownBy(() -> stream.put(Collections.nCopies(6, large)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a call takes at most 5242880 bytes, not 6000018");
        }
    }

    @Test
    void aStreamThatDoesNotExistIsNoPassingFailure() {
        try (KinesisPublisher stream = missing()) {
            assertThatThrownBy(() -> stream.put(List.of(record("one", null))))
                    .isInstanceOfSatisfying(KinesisException.class, e -> {
                        assertThat(e.kind()).isEqualTo(KinesisException.Kind.NOT_FOUND);
                        assertThat(e.retryable()).isFalse();
                        assertThat(e).hasMessageStartingWith("cannot put records on stream ");
                    });
        }
    }

    @Test
    void aRecordThatIsTooLargeIsRefusedForGood() {
        try (KinesisPublisher stream = stream(1)) {
            byte[] data = new byte[KinesisPublisher.MAX_RECORD_BYTES + 1];
            assertThatThrownBy(() -> stream.put(List.of(new OutgoingRecord(data, "key", null))))
                    .isInstanceOfSatisfying(
                            KinesisException.class, e -> assertThat(e.kind()).isEqualTo(KinesisException.Kind.REFUSED));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = KinesisException.Kind.class,
            names = {"THROTTLED", "UNAVAILABLE"})
    void aCallThatFailsForAPassingReasonPutsNothingAndMayBeMadeAgain(KinesisException.Kind kind) throws Exception {
        try (KinesisPublisher stream = stream(1)) {
            nextCallFails(kind);
            assertThatThrownBy(() -> stream.put(List.of(record("one", null))))
                    .isInstanceOfSatisfying(KinesisException.class, e -> {
                        assertThat(e.kind()).isEqualTo(kind);
                        assertThat(e.retryable()).isTrue();
                    });
            assertThat(texts(0)).isEmpty();
            assertThat(stream.put(List.of(record("one", null)))).containsExactly(EntryOutcome.SUCCEEDED);
            assertThat(texts(0)).containsExactly("one");
        }
    }

    @Test
    void ofACallThatFailsInPartTheRestIsOnTheStream() throws Exception {
        try (KinesisPublisher stream = stream(1)) {
            nextCallThrottles(0, 2);
            assertThat(stream.put(List.of(
                            record("one", null), record("two", null), record("three", null), record("four", null))))
                    .satisfiesExactly(
                            KinesisPublisherContract::isThrottled,
                            two -> assertThat(two).isEqualTo(EntryOutcome.SUCCEEDED),
                            KinesisPublisherContract::isThrottled,
                            four -> assertThat(four).isEqualTo(EntryOutcome.SUCCEEDED));
            assertThat(texts(0)).containsExactly("two", "four");
        }
    }

    @Test
    void aCallMayFailForEachOfItsRecords() throws Exception {
        try (KinesisPublisher stream = stream(1)) {
            nextCallThrottles(0, 1);
            assertThat(stream.put(List.of(record("one", null), record("two", null))))
                    .allSatisfy(KinesisPublisherContract::isThrottled);
            assertThat(texts(0)).isEmpty();
        }
    }

    private static void isThrottled(EntryOutcome outcome) {
        assertThat(outcome).isInstanceOfSatisfying(EntryOutcome.Retryable.class, failed -> {
            assertThat(failed.code()).isEqualTo("ProvisionedThroughputExceededException");
            assertThat(failed.message()).isNotBlank();
        });
    }

    static OutgoingRecord record(String text, String hashKey) {
        return new OutgoingRecord(text.getBytes(StandardCharsets.UTF_8), "key", hashKey);
    }
}
