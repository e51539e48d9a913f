package io.millrace.job.source.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.aws.ShardPage;
import io.millrace.job.aws.ShardPlace;
import io.millrace.job.aws.ShardRecord;
import io.millrace.job.config.KinesisSourceConfig.OnGap;
import io.millrace.job.config.StreamName;
import io.millrace.job.source.kinesis.ShardPosition.After;
import io.millrace.job.source.kinesis.ShardPosition.TrimHorizon;
import io.millrace.job.testkit.Aggregates;
import io.millrace.job.testkit.RecordedMetrics;
import io.millrace.model.KinesisOrigin;
import io.millrace.model.LostRange;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.junit.jupiter.api.Test;

final class ShardCursorTest {

    private static final Duration DAY = Duration.ofHours(24);
    private static final long NOW = Instant.parse("2026-11-01T00:00:00Z").toEpochMilli();
    private static final BigInteger LAST = BigInteger.TWO.pow(128).subtract(BigInteger.ONE);
    private static final String SHARD = "shardId-000000000007";

    private final RecordedMetrics recorded = new RecordedMetrics();
    private final KinesisSourceMetrics metrics = new KinesisSourceMetrics(recorded.group());

    @Test
    void recordsBecomeMessagesThatKnowWhereTheyCameFrom() {
        ShardCursor cursor = cursor(fresh());

        List<ShardEvent> events = cursor.accept(page(record("100", NOW - 5, "hello")), NOW);

        assertThat(cursor.place(NOW)).isEqualTo(new ShardPlace.AtSequenceNumber("100"));
        assertThat(text(events)).containsExactly("hello");
        assertThat(events.get(0).message().origin())
                .isEqualTo(new KinesisOrigin("events", SHARD, "100", -1, "key", NOW - 5));
        assertThat(events.get(0).message().origin().position()).isEqualTo(SHARD + "/100");
        assertThat(events.get(0).position()).isEqualTo(new After("100", After.WHOLE, NOW - 5));
        assertThat(recorded.value("streamRecordsRead")).isEqualTo(1L);
        assertThat(recorded.value("streamBytesRead")).isEqualTo(5L);
    }

    @Test
    void packedRecordsComeOneByOneAndAReadingGoesOnInTheMiddleOfThem() {
        ShardRecord packed = packed("100", "a", "b", "c");
        List<ShardEvent> all = cursor(fresh()).accept(page(packed), NOW);
        assertThat(text(all)).containsExactly("a", "b", "c");
        assertThat(all)
                .extracting(event ->
                        event.message() == null ? "" : event.message().origin().position())
                .startsWith(SHARD + "/100/0", SHARD + "/100/1", SHARD + "/100/2");
        assertThat(all.stream().filter(event -> event.message() != null).map(event -> event.message()
                        .id()))
                .doesNotHaveDuplicates();

        ShardCursor resumed = cursor(fresh().at(all.get(1).position(), NOW));
        assertThat(resumed.place(NOW)).isEqualTo(new ShardPlace.AtSequenceNumber("100"));
        List<ShardEvent> rest = resumed.accept(page(packed, record("101", NOW, "d")), NOW);

        assertThat(text(rest)).containsExactly("c", "d");
        assertThat(rest.get(0).message().id()).isEqualTo(all.get(2).message().id());
    }

    @Test
    void packedRecordsOfAnotherShardAreDroppedAndCounted() {
        BigInteger hash = new Aggregation().hashKey("key");
        KinesisSplit elsewhere =
                new KinesisSplit(SHARD, hash.add(BigInteger.ONE), LAST, new TrimHorizon(), KinesisSplit.UNKNOWN, false);
        ShardCursor cursor = cursor(elsewhere);

        List<ShardEvent> events = cursor.accept(page(packed("100", "a", "b"), record("101", NOW, "c")), NOW);

        assertThat(text(events)).containsExactly("c");
        assertThat(recorded.value("strayedRecords")).isEqualTo(1L);
    }

    @Test
    void theRecordWithWhichAReadingEndedIsReadAgainButNotEmitted() {
        ShardCursor cursor = cursor(readTo("100", NOW - 1000, NOW));
        assertThat(cursor.place(NOW)).isEqualTo(new ShardPlace.AtSequenceNumber("100"));
        assertThat(text(cursor.accept(page(record("100", NOW - 1000, "old"), record("101", NOW, "new")), NOW)))
                .containsExactly("new");
    }

    @Test
    void numbersAreComparedAsNumbers() {
        ShardCursor cursor = cursor(readTo("100", NOW - 1000, NOW));
        assertThat(text(cursor.accept(
                        page(
                                record("99", NOW - 1001, "older"),
                                record("100", NOW - 1000, "old"),
                                record("1000", NOW, "x")),
                        NOW)))
                .containsExactly("x");
    }

    @Test
    void aQuietShardWhoseLastRecordHasLeftTheStreamHasLostNothing() {
        long twoDaysAgo = NOW - 2 * DAY.toMillis();
        ShardCursor cursor = cursor(readTo("100", twoDaysAgo, NOW - 60_000));
        assertThat(cursor.place(NOW)).isEqualTo(new ShardPlace.TrimHorizon());
        assertThat(text(cursor.accept(page(record("200", NOW - 10, "new")), NOW)))
                .containsExactly("new");
    }

    @Test
    void aNumberThatTheStreamRefusesIsLookedForFromItsOldestRecordOn() {
        ShardCursor cursor = cursor(readTo("100", NOW - 1000, NOW));
        cursor.place(NOW);
        assertThat(cursor.refused()).isTrue();
        assertThat(cursor.place(NOW)).isEqualTo(new ShardPlace.TrimHorizon());
        assertThat(cursor.refused()).isFalse();
    }

    @Test
    void aPauseLongerThanTheRetentionFailsWithTheNumbersBetweenWhichRecordsAreLost() {
        long threeDaysAgo = NOW - 3 * DAY.toMillis();
        ShardCursor cursor = cursor(readTo("100", threeDaysAgo, threeDaysAgo + 5));
        cursor.place(NOW);

        assertThatThrownBy(() -> cursor.accept(page(record("200", NOW - 1000, "new")), NOW))
                .isInstanceOf(SuppressRestartsException.class)
                .cause()
                .isInstanceOf(GapException.class)
                .hasMessage("records of stream events are lost: " + SHARD
                        + " was read until 2026-10-29T00:00:00.005Z, to the number 100, and the oldest record left has the"
                        + " number 200 and arrived 2026-10-31T23:59:59Z; the stream keeps records for 24 h. To read on with"
                        + " what is left, set source.kinesis.on-gap: continue for one run");
    }

    @Test
    void whatIsLeftOfALongPauseIsReadWhenAGapIsAccepted() {
        long threeDaysAgo = NOW - 3 * DAY.toMillis();
        ShardCursor cursor = cursor(readTo("100", threeDaysAgo, threeDaysAgo), OnGap.CONTINUE, Long.MAX_VALUE);
        cursor.place(NOW);
        List<ShardEvent> events =
                cursor.accept(page(record("200", NOW - 1000, "new"), record("201", NOW, "newer")), NOW);
        assertThat(text(events)).containsExactly("new", "newer");
        assertThat(lost(events))
                .as("with the first record behind it, and once")
                .containsExactly(new LostRange("events", SHARD, "100", "200", threeDaysAgo, NOW - 1000), null, null);
        assertThat(recorded.value("gaps")).isEqualTo(1L);
    }

    @Test
    void anAcceptedGapIsToldEvenWhenTheRecordBehindItIsNotEmitted() {
        long threeDaysAgo = NOW - 3 * DAY.toMillis();
        ShardCursor cursor = cursor(readTo("100", threeDaysAgo, threeDaysAgo), OnGap.CONTINUE, NOW - 2000);
        cursor.place(NOW);
        List<ShardEvent> events = cursor.accept(page(record("200", NOW - 1000, "too late")), NOW);
        assertThat(text(events)).isEmpty();
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.lost().before()).isEqualTo("200");
            assertThat(event.position())
                    .as("so it is not found again")
                    .isEqualTo(new After("200", After.WHOLE, NOW - 1000));
        });
    }

    @Test
    void anEmptyShardBehindAnAcceptedGapIsNoOtherGapAfterwards() {
        long threeDaysAgo = NOW - 3 * DAY.toMillis();
        ShardCursor cursor = cursor(readTo("100", threeDaysAgo, threeDaysAgo), OnGap.CONTINUE, Long.MAX_VALUE);
        cursor.place(NOW);
        List<ShardEvent> events = cursor.accept(new ShardPage(List.of(), "next", 0), NOW);
        assertThat(lost(events)).containsExactly(new LostRange("events", SHARD, "100", "", threeDaysAgo, null));

        ShardEvent event = events.get(0);
        ShardCursor restored =
                cursor(fresh().at(event.position(), event.readUntilMillis()), OnGap.CONTINUE, Long.MAX_VALUE);
        restored.place(NOW + 1000);
        assertThat(lost(restored.accept(new ShardPage(List.of(), "next", 0), NOW + 1000)))
                .containsOnlyNulls();
    }

    @Test
    void aPauseLongerThanTheRetentionIsNoLossWhenTheLastRecordIsStillThere() {
        long dayAgo = NOW - DAY.toMillis() - 1000;
        ShardCursor cursor = cursor(readTo("100", dayAgo, dayAgo));
        cursor.place(NOW);
        assertThat(text(cursor.accept(page(record("100", dayAgo, "old"), record("101", NOW, "new")), NOW)))
                .containsExactly("new");
    }

    @Test
    void anEmptyShardAfterALongPauseMayHaveLostRecords() {
        long threeDaysAgo = NOW - 3 * DAY.toMillis();
        ShardCursor cursor = cursor(fresh().at(new TrimHorizon(), threeDaysAgo));
        cursor.place(NOW);
        cursor.accept(new ShardPage(List.of(), "next", 5), NOW);
        assertThatThrownBy(() -> cursor.accept(new ShardPage(List.of(), "next", 0), NOW))
                .cause()
                .hasMessageContaining("was read until 2026-10-29T00:00:00Z, and nothing newer is left");
    }

    @Test
    void aShardThatIsGoneIsALoss() {
        ShardCursor cursor = cursor(readTo("100", NOW - 1000, NOW));
        assertThatThrownBy(cursor::gone)
                .cause()
                .hasMessageContaining(
                        SHARD + " has left the stream; it was read until 2026-11-01T00:00:00Z, to the number"
                                + " 100, and nothing of it is left");
        ShardCursor accepting = cursor(readTo("100", NOW - 1000, NOW), OnGap.CONTINUE, Long.MAX_VALUE);
        assertThat(lost(accepting.gone())).containsExactly(new LostRange("events", SHARD, "100", "", NOW, null));
        assertThat(accepting.finished()).isTrue();
        ShardCursor unseen = cursor(fresh(), OnGap.CONTINUE, Long.MAX_VALUE);
        assertThat(lost(unseen.gone())).containsExactly(new LostRange("events", SHARD, "", "", null, null));
    }

    @Test
    void aClosedShardIsFinishedWithItsLastPage() {
        ShardCursor cursor = cursor(fresh());
        cursor.accept(page(record("100", NOW, "a")), NOW);
        assertThat(cursor.finished()).isFalse();
        cursor.accept(new ShardPage(List.of(), null, 0), NOW);
        assertThat(cursor.finished()).isTrue();
    }

    @Test
    void aBoundedReadingEndsWhenNothingOlderCanCome() {
        ShardCursor cursor = cursor(fresh(), OnGap.FAIL, NOW);
        assertThat(text(cursor.accept(page(record("1", NOW - 5, "in"), record("2", NOW + 5, "out")), NOW + 10)))
                .containsExactly("in");
        assertThat(cursor.finished()).as("a straggler may still arrive").isFalse();
        cursor.accept(page(record("3", NOW - 1, "straggler")), NOW + 20);
        cursor.accept(new ShardPage(List.of(), "next", 0), NOW + 2001);
        assertThat(cursor.finished()).isTrue();
    }

    @Test
    void howFarAShardIsReadInTimeIsNoLaterThanItsLastRecordOrWhatTheServiceSays() {
        ShardCursor cursor = cursor(fresh());
        assertThat(last(cursor.accept(page(record("1", NOW - 500, "a")), NOW)).readUntilMillis())
                .isEqualTo(NOW - 500);
        assertThat(last(cursor.accept(new ShardPage(List.of(), "next", 300), NOW))
                        .readUntilMillis())
                .isEqualTo(NOW - 300);
        assertThat(last(cursor.accept(new ShardPage(List.of(), "next", 0), NOW)).readUntilMillis())
                .isEqualTo(NOW);
        assertThat(recorded.value("shard." + SHARD + ".millisBehindLatest")).isEqualTo(0L);
    }

    private ShardCursor cursor(KinesisSplit split) {
        return cursor(split, OnGap.FAIL, Long.MAX_VALUE);
    }

    private ShardCursor cursor(KinesisSplit split, OnGap onGap, long until) {
        StreamName stream = new StreamName("events");
        return new ShardCursor(
                stream, split, DAY, until, new Aggregation(), metrics, new Gaps(stream, onGap, metrics::gap));
    }

    private static KinesisSplit fresh() {
        return new KinesisSplit(SHARD, BigInteger.ZERO, LAST, new TrimHorizon(), KinesisSplit.UNKNOWN, false);
    }

    private static KinesisSplit readTo(String number, long arrivedAt, long readUntil) {
        return fresh().at(new After(number, After.WHOLE, arrivedAt), readUntil);
    }

    private static ShardPage page(ShardRecord... records) {
        return new ShardPage(List.of(records), "next", 0);
    }

    private static ShardRecord record(String number, long arrivedAt, String data) {
        return new ShardRecord(number, "key", data.getBytes(StandardCharsets.UTF_8), arrivedAt);
    }

    private static ShardRecord packed(String number, String... data) {
        return new ShardRecord(number, "key", Aggregates.of("key", List.of(data)), NOW);
    }

    private static List<String> text(List<ShardEvent> events) {
        return events.stream()
                .filter(event -> event.message() != null)
                .map(event -> new String(event.message().body(), StandardCharsets.UTF_8))
                .toList();
    }

    private static List<LostRange> lost(List<ShardEvent> events) {
        return events.stream().map(ShardEvent::lost).toList();
    }

    private static ShardEvent last(List<ShardEvent> events) {
        return events.get(events.size() - 1);
    }
}
