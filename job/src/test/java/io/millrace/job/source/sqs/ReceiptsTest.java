package io.millrace.job.source.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.source.sqs.Leases.Extension;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ReceiptsTest {

    private static final Duration VISIBILITY = Duration.ofSeconds(100);
    private static final long SENT = 500_000;
    private static final long NOW = 1_000_000;
    private static final long END = NOW + VISIBILITY.toMillis();
    private static final long HALF = NOW + VISIBILITY.toMillis() / 2;
    private static final Leases.Due NOTHING_DUE = new Leases.Due(List.of(), 0);

    private final Room room = new Room(100, 100);
    private final Receipts receipts = new Receipts(room, VISIBILITY);

    @Test
    void aMessageIsInTheNextCheckpointAfterItsEmissionAndDeletableWhenThatIsComplete() {
        Receipt emitted = emitted("a");
        received("still-buffered");

        List<SealedReceipt> split = receipts.seal(1);

        assertThat(split).containsExactly(new SealedReceipt("a", "handle-a", SENT, NOW, NOW + VISIBILITY.toMillis()));
        assertThat(receipts.pollDeletable(10)).isEmpty();
        receipts.checkpointCompleted(1);
        assertThat(receipts.pollDeletable(10)).containsExactly(emitted);
    }

    @Test
    void aMessageEmittedAfterTheBarrierWaitsForTheNextCheckpoint() {
        receipts.seal(1);
        Receipt late = emitted("late");

        receipts.checkpointCompleted(1);
        assertThat(receipts.pollDeletable(10)).isEmpty();

        receipts.seal(2);
        receipts.checkpointCompleted(2);
        assertThat(receipts.pollDeletable(10)).containsExactly(late);
    }

    @Test
    void aCompletedCheckpointStandsForEveryEarlierOneWhoseNotificationGotLost() {
        Receipt first = emitted("first");
        receipts.seal(1);
        Receipt second = emitted("second");
        receipts.seal(2);

        receipts.checkpointCompleted(2);

        assertThat(receipts.pollDeletable(10)).containsExactly(first, second);
    }

    @Test
    void aNotificationThatComesLateOrTwiceChangesNothing() {
        Receipt first = emitted("first");
        receipts.seal(1);
        receipts.seal(2);
        receipts.checkpointCompleted(2);
        assertThat(receipts.pollDeletable(10)).containsExactly(first);
        Receipt third = emitted("third");
        receipts.seal(3);

        receipts.checkpointCompleted(1);
        receipts.checkpointCompleted(2);
        receipts.checkpointAborted(1);

        assertThat(receipts.pollDeletable(10)).isEmpty();
        receipts.checkpointCompleted(3);
        assertThat(receipts.pollDeletable(10)).containsExactly(third);
    }

    @Test
    void everyCheckpointHoldsAMessageUntilItsDeleteIsConfirmed() {
        Receipt receipt = emitted("a");
        receipts.seal(1);
        receipts.checkpointCompleted(1);
        assertThat(ids(receipts.seal(2))).containsExactly("a");

        receipts.pollDeletable(10);
        assertThat(ids(receipts.seal(3))).containsExactly("a");

        receipts.deleteFailed(List.of(receipt));
        assertThat(ids(receipts.seal(4))).containsExactly("a");

        receipts.checkpointCompleted(4);
        receipts.deleteConfirmed(receipts.pollDeletable(10));
        assertThat(receipts.seal(5)).isEmpty();
        assertThat(receipts.isEmpty()).isTrue();
    }

    @Test
    void aFailedDeleteIsTriedAgainAfterTheNextCheckpointAndNotBefore() {
        emitted("a");
        receipts.seal(1);
        receipts.checkpointCompleted(1);
        List<Receipt> batch = receipts.pollDeletable(10);
        receipts.deleteFailed(batch);

        assertThat(receipts.pollDeletable(10)).isEmpty();
        receipts.checkpointCompleted(2);
        assertThat(receipts.pollDeletable(10)).isEqualTo(batch);
    }

    @Test
    void whatAnAbortedCheckpointHeldIsReleasedLikeAnythingUnsealed() {
        Receipt receipt = emitted("a");
        receipts.seal(1);
        receipts.checkpointAborted(1);

        assertThat(receipts.release()).containsExactly(receipt);
    }

    @Test
    void whatAnAbortedCheckpointHeldGoesToTheLaterOneThatHoldsItToo() {
        Receipt receipt = emitted("a");
        receipts.seal(1);
        receipts.seal(2);
        receipts.checkpointAborted(1);

        receipts.checkpointCompleted(1);
        assertThat(receipts.pollDeletable(10)).isEmpty();
        assertThat(receipts.release()).isEmpty();

        receipts.checkpointCompleted(2);
        assertThat(receipts.pollDeletable(10)).containsExactly(receipt);
    }

    @Test
    void aReleaseGivesBackWhatNoCheckpointHoldsAndKeepsTheRest() {
        Receipt sealed = emitted("sealed");
        receipts.seal(1);
        Receipt emitted = emitted("emitted");
        Receipt buffered = received("buffered");

        assertThat(receipts.release()).containsExactly(emitted, buffered);

        assertThat(ids(receipts.seal(2))).containsExactly("sealed");
        receipts.checkpointCompleted(2);
        assertThat(receipts.pollDeletable(10)).containsExactly(sealed);
    }

    @Test
    void aReleaseLeavesOutMessagesThatSomebodyElseMayHave() {
        received("lost");
        assertThat(receipts.takeLeasesDue(10, END).lost()).isEqualTo(1);

        assertThat(receipts.release()).isEmpty();
        assertThat(receipts.isEmpty()).isTrue();
    }

    @Test
    void restoredReceiptsAreDeletableAtOnceAndReceivesCanWaitForThem() throws Exception {
        receipts.restored(List.of(restored("a"), restored("b")), NOW);
        CompletableFuture<Boolean> waiting = waitForRestored();

        List<Receipt> batch = receipts.pollDeletable(10);
        assertThat(batch).extracting(Receipt::messageId).containsExactly("a", "b");
        assertThat(receipts.awaitRestoredTried(Duration.ZERO)).isFalse();
        assertThat(waiting).isNotDone();

        receipts.deleteConfirmed(batch.subList(0, 1));
        receipts.deleteFailed(batch.subList(1, 2));

        assertThat(waiting.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(ids(receipts.seal(1))).containsExactly("b");
    }

    @Test
    void aRestoredReceiptCountsAsTriedOnce() throws Exception {
        receipts.restored(List.of(restored("a"), restored("b")), NOW);
        for (int checkpoint = 1; checkpoint <= 3; checkpoint++) {
            receipts.deleteFailed(receipts.pollDeletable(1));
            receipts.checkpointCompleted(checkpoint);
        }
        assertThat(receipts.awaitRestoredTried(Duration.ZERO)).isTrue();
    }

    @Test
    void restoredReceiptsTakeRoomUntilTheyAreDeleted() {
        Room small = new Room(10, 10);
        Receipts restarted = new Receipts(small, VISIBILITY);
        restarted.restored(List.of(restored("a")), NOW);

        assertThat(small.tryReserve(10)).isZero();
        restarted.deleteConfirmed(restarted.pollDeletable(10));
        assertThat(small.tryReserve(10)).isEqualTo(10);
    }

    @Test
    void leasesAreKeptInEveryStateButWhileADeleteIsUnderWay() {
        received("buffered");
        emitted("emitted");
        emitted("deletable");
        receipts.seal(1);
        receipts.checkpointCompleted(1);
        emitted("sealed");
        receipts.seal(2);
        List<Extension> due = receipts.takeLeasesDue(10, HALF).extensions();
        assertThat(due).hasSize(4);
        due.forEach(extension -> receipts.leasePostponed(extension, HALF));

        List<Receipt> deleting = receipts.pollDeletable(10);
        due = receipts.takeLeasesDue(10, HALF).extensions();
        assertThat(due).extracting(extension -> extension.receipt().messageId()).containsExactly("buffered", "sealed");
        due.forEach(extension -> receipts.leasePostponed(extension, HALF));

        receipts.deleteFailed(deleting);
        assertThat(receipts.takeLeasesDue(10, HALF).extensions()).hasSize(4);
    }

    @Test
    void aLostLeaseIsCountedOnceAndNotExtendedButItsMessageGoesOn() {
        Receipt receipt = received("a");

        assertThat(receipts.takeLeasesDue(10, END)).isEqualTo(new Leases.Due(List.of(), 1));
        assertThat(receipts.takeLeasesDue(10, END)).isEqualTo(NOTHING_DUE);

        receipts.emitted(receipt);
        receipts.seal(1);
        receipts.checkpointCompleted(1);
        assertThat(receipts.pollDeletable(1)).containsExactly(receipt);
        receipts.deleteFailed(List.of(receipt));
        assertThat(receipts.takeLeasesDue(10, END)).isEqualTo(NOTHING_DUE);
        receipts.checkpointCompleted(1);
        assertThat(receipts.deletePointless(receipts.pollDeletable(1))).isZero();
        assertThat(receipts.isEmpty()).isTrue();
    }

    @Test
    void aReceiptThatTurnsOutToBeUselessWhenItIsDeletedIsALostLeaseUnlessItWasRestored() {
        emitted("a");
        receipts.seal(1);
        receipts.checkpointCompleted(1);
        receipts.restored(List.of(restored("b")), NOW);

        assertThat(receipts.deletePointless(receipts.pollDeletable(10))).isEqualTo(1);
        assertThat(receipts.isEmpty()).isTrue();
    }

    @Test
    void aLeaseThatIsRefusedWhileItsMessageIsDeletedIsNotLost() {
        Receipt receipt = emitted("a");
        receipts.seal(1);
        receipts.checkpointCompleted(1);
        Extension underWay = receipts.takeLeasesDue(10, HALF).extensions().get(0);
        receipts.pollDeletable(10);

        assertThat(receipts.leaseLost(underWay)).isFalse();
        assertThat(receipts.deletePointless(List.of(receipt)))
                .as("the delete tells whether it was")
                .isEqualTo(1);
    }

    @Test
    void anExtensionThatEndsAfterItsMessageIsGoneChangesNothing() {
        received("a");
        Extension underWay = receipts.takeLeasesDue(10, HALF).extensions().get(0);
        receipts.release();

        receipts.leaseExtended(underWay);

        assertThat(receipts.isEmpty()).isTrue();
        assertThat(receipts.takeLeasesDue(10, Long.MAX_VALUE)).isEqualTo(NOTHING_DUE);
    }

    @Test
    void leasesThatRanOutBeforeTheRestoreAreNotCounted() {
        receipts.restored(List.of(restored("a")), END);

        assertThat(receipts.takeLeasesDue(10, END)).isEqualTo(NOTHING_DUE);
    }

    @Test
    void restoredLeasesThatStillRunAreKeptUntilTheirDelete() {
        receipts.restored(List.of(restored("a")), NOW);

        assertThat(receipts.takeLeasesDue(10, HALF).extensions()).hasSize(1);
    }

    @Test
    void deleteThreadsWaitForWorkAndEndWhenThereIsNoMore() throws Exception {
        CompletableFuture<List<Receipt>> work = takeDeletable();
        Receipt receipt = emitted("a");
        receipts.seal(1);
        receipts.checkpointCompleted(1);
        assertThat(work.get(10, TimeUnit.SECONDS)).containsExactly(receipt);

        CompletableFuture<List<Receipt>> none = takeDeletable();
        receipts.stopDeleting();
        assertThat(none.get(10, TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void whatIsDeletableIsStillTakenAfterTheStop() throws Exception {
        emitted("a");
        receipts.seal(1);
        receipts.checkpointCompleted(1);
        receipts.stopDeleting();

        assertThat(receipts.takeDeletable(10)).hasSize(1);
        assertThat(receipts.takeDeletable(10)).isEmpty();
    }

    @Test
    void theSummaryTellsWhatIsHeldAndWhatIsMostUrgent() {
        assertThat(receipts.summary())
                .isEqualTo(new Receipts.Summary(0, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE));
        received("a");
        received("b");
        assertThat(receipts.summary()).isEqualTo(new Receipts.Summary(2, END, SENT, SENT));
        assertThat(receipts.receivedEver()).isEqualTo(2);

        List<Extension> due = receipts.takeLeasesDue(10, HALF).extensions();
        receipts.leaseExtended(due.get(0));
        assertThat(receipts.summary().earliestLeaseEndMillis()).isEqualTo(END);

        receipts.leaseLost(due.get(1));
        assertThat(receipts.summary().earliestLeaseEndMillis()).isEqualTo(HALF + VISIBILITY.toMillis());
    }

    @Test
    void verbsOutOfOrderAreErrors() {
        Receipt receipt = received("a");
        receipts.emitted(receipt);

        assertThatThrownBy(() -> receipts.emitted(receipt)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> receipts.deleteConfirmed(List.of(receipt)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("expected DELETING, but it is Receipt[a, EMITTED]");
        receipts.release();
        assertThatThrownBy(() -> receipts.emitted(receipt)).hasMessage("emitted but not held: Receipt[a, EMITTED]");
    }

    private Receipt received(String id) {
        Receipt receipt =
                new Receipt(id, "handle-" + id, SENT, NOW, NOW + VISIBILITY.toMillis(), Receipt.State.BUFFERED, false);
        receipts.received(room.tryReserve(1), List.of(receipt));
        return receipt;
    }

    private Receipt emitted(String id) {
        Receipt receipt = received(id);
        receipts.emitted(receipt);
        return receipt;
    }

    private static SealedReceipt restored(String id) {
        return new SealedReceipt(id, "handle-" + id, SENT, NOW, NOW + VISIBILITY.toMillis());
    }

    private static List<String> ids(List<SealedReceipt> split) {
        return split.stream().map(SealedReceipt::messageId).toList();
    }

    private CompletableFuture<Boolean> waitForRestored() {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return receipts.awaitRestoredTried(Duration.ofSeconds(20));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private CompletableFuture<List<Receipt>> takeDeletable() {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return receipts.takeDeletable(10);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
