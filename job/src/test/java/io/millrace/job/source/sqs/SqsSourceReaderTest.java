package io.millrace.job.source.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.job.aws.EntryOutcome;
import io.millrace.job.aws.FakeSqsQueue;
import io.millrace.job.aws.FakeSqsQueue.Operation;
import io.millrace.job.aws.OutgoingMessage;
import io.millrace.job.aws.SqsException;
import io.millrace.job.aws.SqsQueue;
import io.millrace.job.config.QueueUrl;
import io.millrace.job.config.RetryConfig;
import io.millrace.job.error.AckException;
import io.millrace.job.metrics.MetricNames;
import io.millrace.job.testkit.CapturedLog;
import io.millrace.job.testkit.ForwardingSqsQueue;
import io.millrace.job.testkit.ManualClock;
import io.millrace.job.testkit.SqsSourceConfigBuilder;
import io.millrace.model.ErrorKind;
import io.millrace.model.SqsOrigin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.flink.core.io.InputStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SqsSourceReaderTest {

    private static final Duration NOW = Duration.ZERO;
    private static final Duration LONG = Duration.ofMinutes(1);

    private final FakeSqsQueue queue = FakeSqsQueue.standard(InstantSource.system());
    private ReaderHarness task;

    @AfterEach
    void close() {
        if (task != null) {
            task.close();
        }
    }

    @Test
    void aReaderThatBringsNothingAsksForAShareAndReceivesNothingBefore() {
        task = new ReaderHarness(config().build(), queue);
        task.reader.start();
        assertThat(task.splitRequests).hasValue(1);
        assertThat(queue.receives()).isZero();

        task.reader.addSplits(List.of(SqsSplit.empty(0, 0)));

        await().until(() -> queue.receives() > 0);
    }

    @Test
    void aMessageIsEmittedWithWhatTheQueueTellsOfItAtTheTimeItWasSent() throws Exception {
        queue.send(List.of(new OutgoingMessage("body", Map.of("kind", "click"), null, null)));
        task = new ReaderHarness(config().build(), queue).start();

        task.pollUntil(1);

        SqsOrigin origin = (SqsOrigin) task.emitted.get(0).origin();
        assertThat(origin.queueUrl()).isEqualTo("http://localhost:9324/000000000000/events");
        assertThat(origin.receiveCount()).isEqualTo(1);
        assertThat(task.emitted.get(0).attributes()).containsExactly(Map.entry("kind", "click"));
        assertThat(task.timestamps).containsExactly(origin.sentAtMillis());
        assertThat(task.releasedOutputs).containsExactly("sqs-0");
    }

    @Test
    void messagesAreDeletedWhenTheCheckpointThatHoldsThemIsComplete() throws Exception {
        send(25);
        task = new ReaderHarness(config().build(), queue).start();
        task.pollUntil(25);
        assertThat(split(1).receipts()).hasSize(25);
        assertThat(queue.size()).isEqualTo(25);

        task.reader.notifyCheckpointComplete(1);

        await().until(() -> queue.size() == 0);
        await().until(() -> split(2).receipts().isEmpty());
        assertThat(task.count(MetricNames.MESSAGES_RECEIVED)).isEqualTo(25);
        assertThat(task.count(MetricNames.MESSAGES_DELETED)).isEqualTo(25);
    }

    @Test
    void anAbortedCheckpointDeletesNothing() throws Exception {
        send(1);
        task = new ReaderHarness(config().build(), queue).start();
        task.pollUntil(1);
        split(1);
        task.reader.notifyCheckpointAborted(1);
        split(2);

        task.reader.notifyCheckpointComplete(1);
        assertThat(split(3).receipts()).hasSize(1);
        task.reader.notifyCheckpointComplete(3);

        await().until(() -> queue.size() == 0);
    }

    @Test
    void restoredMessagesAreDeletedBeforeAnythingIsReceived() throws Exception {
        SqsSplit first = receivedByAnEarlierRun("sqs-0", 10);
        SqsSplit second = receivedByAnEarlierRun("sqs-1", 5);
        send(1);
        AtomicInteger refused = new AtomicInteger();
        queue.refuseDeletes(receipt ->
                refused.incrementAndGet() < 100 ? new EntryOutcome.Retryable("InternalError", "try again") : null);
        AtomicInteger receivesAtDeletes = new AtomicInteger();
        queue.onDelete(message -> receivesAtDeletes.addAndGet(queue.receives()));
        int receivesBefore = queue.receives();
        RetryConfig patient = new RetryConfig(100, Duration.ofMillis(1), Duration.ofMillis(1));

        task = new ReaderHarness(config().retry(patient).build(), queue).start(List.of(first, second));
        task.pollUntil(1);

        assertThat(queue.size()).isEqualTo(1);
        assertThat(receivesAtDeletes).hasValue(15 * receivesBefore);
        assertThat(task.splitRequests).hasValue(0);
        assertThat(task.releasedOutputs).containsExactly("sqs-0", "sqs-1");
    }

    @Test
    void receivingBeginsAllTheSameWhenRestoredMessagesCannotBeDeleted() throws Exception {
        SqsSplit restored = receivedByAnEarlierRun("sqs-0", 1);
        send(1);
        queue.refuseDeletes(receipt -> new EntryOutcome.Retryable("InternalError", "try again"));

        task = new ReaderHarness(config().build(), queue).start(List.of(restored));
        task.pollUntil(1);

        assertThat(split(1).receipts()).hasSize(2);
        assertThat(task.count(MetricNames.DELETE_FAILURES)).isEqualTo(1);
        queue.refuseDeletes(receipt -> null);
        task.reader.notifyCheckpointComplete(1);
        await().until(() -> queue.size() == 0);
    }

    @Test
    void aCheckpointOlderThanTheDeduplicationRemembersIsWarnedOf() throws Exception {
        SqsSplit fresh = receivedByAnEarlierRun("sqs-0", 1);
        long anHourAgo = System.currentTimeMillis() - Duration.ofMinutes(61).toMillis();
        SqsSplit old = new SqsSplit(
                "sqs-1", anHourAgo, receivedByAnEarlierRun("sqs-1", 1).receipts());
        SqsSplit oldButEmpty = new SqsSplit("sqs-2", anHourAgo, List.of());

        try (CapturedLog log = new CapturedLog(SqsSourceReader.class)) {
            task = new ReaderHarness(config().build(), queue).start(List.of(fresh, old, oldButEmpty));

            assertThat(log.lines()).singleElement().asString().startsWith("WARN The restored checkpoint is PT1H1M");
        }
    }

    @Test
    void onlyTheEntriesThatFailedAreTriedAgain() throws Exception {
        send(10);
        task = new ReaderHarness(config().deletes(1).build(), queue).start();
        task.pollUntil(10);
        String unlucky = split(1).receipts().get(4).handle();
        AtomicInteger asked = new AtomicInteger();
        AtomicBoolean failed = new AtomicBoolean();
        queue.refuseDeletes(receipt -> {
            asked.incrementAndGet();
            return receipt.equals(unlucky) && failed.compareAndSet(false, true)
                    ? new EntryOutcome.Retryable("InternalError", "try again")
                    : null;
        });

        task.reader.notifyCheckpointComplete(1);

        await().until(() -> queue.size() == 0);
        assertThat(asked).hasValue(11);
        await().until(() -> task.count(MetricNames.MESSAGES_DELETED) == 10);
        assertThat(task.count(MetricNames.DELETE_FAILURES)).isZero();
    }

    @Test
    void whatCouldNotBeDeletedInARoundStaysInTheStateAndGoesWithTheNextCheckpoint() throws Exception {
        send(3);
        task = new ReaderHarness(config().build(), queue).start();
        task.pollUntil(3);
        split(1);
        queue.refuseDeletes(receipt -> new EntryOutcome.Retryable("InternalError", "try again"));

        task.reader.notifyCheckpointComplete(1);
        await().until(() -> task.count(MetricNames.DELETE_FAILURES) == 3);
        assertThat(split(2).receipts()).hasSize(3);

        queue.refuseDeletes(receipt -> null);
        task.reader.notifyCheckpointComplete(2);
        await().until(() -> queue.size() == 0);
    }

    @Test
    void aReceiptThatTheQueueDoesNotKnowAnyMoreIsForgottenAndCountedAsALostLease() throws Exception {
        send(1);
        task = new ReaderHarness(config().build(), queue).start();
        task.pollUntil(1);
        split(1);
        queue.refuseDeletes(receipt -> new EntryOutcome.ReceiptGone("ReceiptHandleIsInvalid", "superseded"));

        task.reader.notifyCheckpointComplete(1);

        await().until(() -> split(2).receipts().isEmpty());
        await().until(() -> task.count(MetricNames.LEASES_LOST) == 1);
        assertThat(task.count(MetricNames.MESSAGES_DELETED)).isZero();
        assertThat(task.count(MetricNames.DELETE_FAILURES)).isZero();
    }

    @Test
    void aDeleteThatIsRefusedForGoodFailsTheReaderAsAnAckError() throws Exception {
        send(1);
        task = new ReaderHarness(config().build(), queue).start();
        task.pollUntil(1);
        split(1);
        SqsException denied = new SqsException(SqsException.Kind.ACCESS_DENIED, "AccessDenied", "not allowed", null);
        queue.failNext(Operation.DELETE, denied);

        assertThatThrownBy(() -> completeAndPollUntilItFails(1))
                .isInstanceOfSatisfying(
                        AckException.class, error -> assertThat(error.kind()).isEqualTo(ErrorKind.ACK))
                .hasMessage("ack: the reader of http://localhost:9324/000000000000/events failed")
                .hasRootCause(denied);
        assertThat(split(2).receipts()).hasSize(1);
    }

    @Test
    void anEntryThatIsRefusedForGoodFailsTheReaderAsAnAckErrorToo() throws Exception {
        send(1);
        task = new ReaderHarness(config().build(), queue).start();
        task.pollUntil(1);
        split(1);
        queue.refuseDeletes(receipt -> new EntryOutcome.Permanent("AccessDenied", "not allowed"));

        assertThatThrownBy(() -> completeAndPollUntilItFails(1))
                .isInstanceOf(AckException.class)
                .rootCause()
                .hasMessageContaining("AccessDenied");
        assertThat(task.count(MetricNames.DELETE_FAILURES)).isEqualTo(1);
    }

    @Test
    void aPassingErrorOfAReceiveIsWaitedOut() throws Exception {
        send(1);
        for (int failure = 0; failure < 2; failure++) {
            queue.failNext(Operation.RECEIVE, unavailable());
        }
        task = new ReaderHarness(config().receives(1).build(), queue).start();

        assertThat(task.pollUntil(1)).containsExactly("message-0");
        assertThat(task.count(MetricNames.RECEIVE_FAILURES)).isEqualTo(2);
        for (int failure = 0; failure < 10; failure++) {
            queue.failNext(Operation.RECEIVE, unavailable());
        }
        send(1);
        assertThat(task.pollUntil(2)).hasSize(2);
    }

    @Test
    void aQueueThatNeverAnswersIsGivenUpAfterTheConfiguredAttempts() {
        for (int failure = 0; failure < 3; failure++) {
            queue.failNext(Operation.RECEIVE, unavailable());
        }
        task = new ReaderHarness(config().receives(1).build(), queue).start();

        await().until(() -> task.reader.isAvailable().isDone());
        assertThatThrownBy(task::poll)
                .isInstanceOf(IOException.class)
                .hasMessage("the reader of http://localhost:9324/000000000000/events failed")
                .hasRootCauseInstanceOf(SqsException.class);
    }

    @Test
    void aPermanentErrorOfAReceiveFailsTheReaderWithItsCause() {
        queue.remove();
        task = new ReaderHarness(config().build(), queue).start();

        await().until(() -> task.reader.isAvailable().isDone());
        assertThatThrownBy(task::poll).rootCause().hasMessage("the queue does not exist");
        assertThatThrownBy(() -> task.reader.notifyCheckpointComplete(1)).isInstanceOf(IOException.class);
    }

    @Test
    void aReaderThatIsHeldUpStopsReceivingWhenItsBufferIsFull() throws Exception {
        send(200);
        task = new ReaderHarness(config().receives(2).batchSize(10).build(), queue).start();

        await().until(() -> task.count(MetricNames.MESSAGES_IN_FLIGHT) == 40);
        int receives = queue.receives();
        task.pollUntil(9);
        assertThat(queue.receives()).isEqualTo(receives);
        task.pollUntil(200);
        assertThat(queue.receives()).isGreaterThanOrEqualTo(20);
    }

    @Test
    void aReaderHoldsNoMoreThanItsShareOfTheMessagesInFlight() throws Exception {
        send(100);
        task = new ReaderHarness(config().maxInFlight(60).build(), queue, 2).start();
        task.pollUntil(30);
        assertThat(task.count(MetricNames.MESSAGES_IN_FLIGHT)).isEqualTo(30);
        int receives = queue.receives();
        assertThat(task.poll()).isEqualTo(InputStatus.NOTHING_AVAILABLE);
        assertThat(queue.receives()).isEqualTo(receives);

        split(1);
        task.reader.notifyCheckpointComplete(1);

        assertThat(task.pollUntil(60)).hasSize(60);
    }

    @Test
    void aDrainedReaderEndsOnlyWhenItsDeletesAreConfirmed() throws Exception {
        send(5);
        task = new ReaderHarness(config().build(), queue).start();
        task.pollUntil(5);
        task.reader.notifyNoMoreSplits();
        await().until(() -> queue.receives() > 0);
        assertThat(task.poll()).isEqualTo(InputStatus.NOTHING_AVAILABLE);
        split(1);
        queue.refuseDeletes(receipt -> new EntryOutcome.Retryable("InternalError", "try again"));
        task.reader.notifyCheckpointComplete(1);
        await().until(() -> task.count(MetricNames.DELETE_FAILURES) == 5);
        assertThat(task.poll()).isEqualTo(InputStatus.NOTHING_AVAILABLE);
        assertThat(task.reader.isAvailable()).isNotDone();

        queue.refuseDeletes(receipt -> null);
        split(2);
        task.reader.notifyCheckpointComplete(2);

        await().until(() -> task.reader.isAvailable().isDone());
        assertThat(task.poll()).isEqualTo(InputStatus.END_OF_INPUT);
        assertThat(queue.size()).isZero();
    }

    @Test
    void anIdleReaderEndsWhenThereIsNoMore() throws Exception {
        task = new ReaderHarness(config().build(), queue).start();
        await().until(() -> queue.receives() > 0);

        task.reader.notifyNoMoreSplits();

        await().until(() -> task.reader.isAvailable().isDone());
        assertThat(task.poll()).isEqualTo(InputStatus.END_OF_INPUT);
    }

    @Test
    void aReaderTellsTheEnumeratorWhetherItHoldsAnything() throws Exception {
        task = new ReaderHarness(config().build(), queue).start();
        task.reader.handleSourceEvents(new DrainQuestion(7));
        send(2);
        task.pollUntil(2);
        task.reader.handleSourceEvents(new DrainQuestion(8));

        assertThat(task.events).containsExactly(new DrainAnswer(7, true, 0), new DrainAnswer(8, false, 2));
    }

    @Test
    void aStoppingReaderGivesBackWhatNoCheckpointHoldsAndDeletesWhatACompletedOneHolds() throws Exception {
        send(20);
        task = new ReaderHarness(config().receives(1).batchSize(5).build(), queue).start();
        task.pollUntil(5);
        split(1);
        task.pollUntil(10);
        split(2);
        task.pollUntil(12);
        task.reader.notifyCheckpointComplete(1);

        task.close();

        assertThat(queue.isClosed()).isTrue();
        assertThat(queue.afterClose().counters()).isEqualTo(new SqsQueue.Counters(10, 5, 0));
    }

    @Test
    void aStoppingReaderWaitsNoLongerForItsDeletesThanItMay() throws Exception {
        send(1);
        RetryConfig endless = new RetryConfig(100, Duration.ofMinutes(1), Duration.ofMinutes(1));
        task = new ReaderHarness(
                        config().closeTimeout(Duration.ofMillis(200))
                                .retry(endless)
                                .build(),
                        queue)
                .start();
        task.pollUntil(1);
        split(1);
        queue.refuseDeletes(receipt -> new EntryOutcome.Retryable("InternalError", "try again"));
        task.reader.notifyCheckpointComplete(1);

        long started = System.nanoTime();
        task.close();

        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(5));
        assertThat(queue.size()).isEqualTo(1);
    }

    @Test
    void leasesAreExtendedBySeveralCallsAtOnceAndNoThreadIsLeftAfterTheClose() throws Exception {
        ManualClock clock = new ManualClock();
        FakeSqsQueue frozen = FakeSqsQueue.standard(clock);
        int calls = LeaseKeeper.CALLS;
        for (int batch = 0; batch < calls + 2; batch++) {
            frozen.send(Collections.nCopies(10, OutgoingMessage.of("body")));
        }
        CountDownLatch underWay = new CountDownLatch(calls);
        AtomicInteger started = new AtomicInteger();
        SqsQueue hanging = new ForwardingSqsQueue(frozen) {
            @Override
            public List<EntryOutcome> changeVisibility(List<VisibilityChange> changes) throws InterruptedException {
                if (changes.get(0).timeout().isZero()) {
                    return super.changeVisibility(changes);
                }
                started.incrementAndGet();
                underWay.countDown();
                new CountDownLatch(1).await();
                throw new AssertionError("nobody counts that down");
            }
        };
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        task = new ReaderHarness(
                        config().closeTimeout(Duration.ofMillis(100))
                                .visibilityTimeout(Duration.ofSeconds(2))
                                .build(),
                        hanging,
                        1,
                        clock)
                .start();
        task.pollUntil(10 * (calls + 2));
        clock.advance(Duration.ofSeconds(1));

        assertThat(underWay.await(30, TimeUnit.SECONDS))
                .as("each call is under way while the others hang")
                .isTrue();
        task.close();

        assertThat(started).as("calls, though more leases were due").hasValue(calls);
        assertThat(frozen.afterClose().counters()).isEqualTo(new SqsQueue.Counters(10L * (calls + 2), 0, 0));
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("sqs-") && !before.contains(thread))
                .isEmpty());
    }

    @Test
    void aMessageGroupKeepsItsOrderWhateverTheNumberOfReceives() throws Exception {
        FakeSqsQueue fifo = FakeSqsQueue.fifo(InstantSource.system());
        for (int index = 0; index < 200; index++) {
            fifo.send(List.of(OutgoingMessage.of("m" + index, "group-" + index % 7, "d" + index)));
        }
        task = new ReaderHarness(
                        new SqsSourceConfigBuilder(new QueueUrl("http://localhost:9324/000000000000/events.fifo"), null)
                                .receives(8)
                                .waitTime(Duration.ofMillis(20))
                                .build(),
                        fifo)
                .start();
        for (int checkpoint = 1; task.emitted.size() < 200; checkpoint++) {
            int before = task.emitted.size();
            task.pollUntil(before + 1);
            split(checkpoint);
            task.reader.notifyCheckpointComplete(checkpoint);
        }

        for (int group = 0; group < 7; group++) {
            String name = "group-" + group;
            int first = group;
            assertThat(task.emitted.stream()
                            .filter(message -> name.equals(((SqsOrigin) message.origin()).groupId()))
                            .map(message -> new String(message.body(), StandardCharsets.UTF_8)))
                    .containsExactlyElementsOf(IntStream.iterate(first, index -> index < 200, index -> index + 7)
                            .mapToObj(index -> "m" + index)
                            .toList());
        }
    }

    private static SqsSourceConfigBuilder config() {
        return new SqsSourceConfigBuilder(new QueueUrl("http://localhost:9324/000000000000/events"), null)
                .waitTime(Duration.ofMillis(20));
    }

    private static SqsException unavailable() {
        return new SqsException(SqsException.Kind.UNAVAILABLE, "InternalError", "try again", null);
    }

    private void send(int count) {
        for (int from = 0; from < count; from += 10) {
            queue.send(IntStream.range(from, Math.min(count, from + 10))
                    .mapToObj(index -> OutgoingMessage.of("message-" + index))
                    .toList());
        }
    }

    /** The error may be there already when the notification comes. */
    private void completeAndPollUntilItFails(long checkpoint) throws Exception {
        task.reader.notifyCheckpointComplete(checkpoint);
        await().until(() -> task.reader.isAvailable().isDone());
        task.poll();
    }

    private SqsSplit split(long checkpoint) {
        return task.reader.snapshotState(checkpoint).get(0);
    }

    private SqsSplit receivedByAnEarlierRun(String splitId, int count) throws InterruptedException {
        send(count);
        long now = System.currentTimeMillis();
        List<SealedReceipt> receipts = queue.receive(10, NOW, LONG).stream()
                .map(message -> new SealedReceipt(
                        message.messageId(),
                        message.receiptHandle(),
                        message.sentAtMillis(),
                        now,
                        now + LONG.toMillis()))
                .toList();
        assertThat(receipts).hasSize(count);
        return new SqsSplit(splitId, now, receipts);
    }
}
