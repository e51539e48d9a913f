package io.millrace.job.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.millrace.job.aws.SqsQueue.Counters;
import io.millrace.job.aws.SqsQueue.VisibilityChange;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every queue behind {@link SqsQueue} does: the fake that tests use, and a real server through the SDK. */
abstract class SqsQueueContract {

    private static final Duration NOW = Duration.ZERO;
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration A_MOMENT = Duration.ofMillis(1200);

    private final List<SqsQueue> opened = new ArrayList<>();

    /** A new, empty standard queue. */
    abstract SqsQueue standardQueue();

    /** A new, empty FIFO queue. */
    abstract SqsQueue fifoQueue();

    /** A new, empty standard queue that gives up a message after {@code count} receives. */
    abstract SqsQueue queueWithMaxReceiveCount(int count);

    /** A queue that does not exist. */
    abstract SqsQueue missingQueue();

    /** Lets time pass for the queue. */
    abstract void elapse(Duration duration);

    @AfterEach
    void closeQueues() {
        opened.forEach(SqsQueue::close);
    }

    @Test
    void aMessageArrivesWithBodyAttributesAndTimes() throws Exception {
        SqsQueue queue = opened(standardQueue());
        queue.send(List.of(new OutgoingMessage("{\"π\":\"😀\"}", Map.of("kind", "click", "n", "7"), null, null)));

        SqsMessage message = queue.receive(10, SHORT, LONG).get(0);

        assertThat(new String(message.body(), StandardCharsets.UTF_8)).isEqualTo("{\"π\":\"😀\"}");
        assertThat(message.attributes()).containsExactlyInAnyOrderEntriesOf(Map.of("kind", "click", "n", "7"));
        assertThat(message.groupId()).isNull();
        assertThat(message.receiveCount()).isEqualTo(1);
        assertThat(message.sentAtMillis()).isPositive();
        assertThat(message.firstReceivedAtMillis()).isGreaterThanOrEqualTo(message.sentAtMillis());
    }

    @Test
    void aReceiveGivesAtMostWhatItAsksForAndEachMessageOnce() throws Exception {
        SqsQueue queue = opened(standardQueue());
        send(queue, 12);

        List<SqsMessage> first = queue.receive(3, NOW, LONG);
        List<SqsMessage> all = new ArrayList<>(first);
        all.addAll(queue.receive(10, NOW, LONG));

        assertThat(first).hasSize(3);
        assertThat(all).hasSize(12).extracting(SqsMessage::messageId).doesNotHaveDuplicates();
        assertThat(queue.receive(10, NOW, LONG)).isEmpty();
    }

    @Test
    void aMessageComesBackUnderANewReceiptWhenItsVisibilityTimesOut() throws Exception {
        SqsQueue queue = opened(standardQueue());
        send(queue, 1);
        SqsMessage first = queue.receive(1, NOW, SHORT).get(0);

        assertThat(queue.receive(1, NOW, SHORT)).isEmpty();
        elapse(A_MOMENT);
        SqsMessage second = queue.receive(1, NOW, LONG).get(0);

        assertThat(second.messageId()).isEqualTo(first.messageId());
        assertThat(second.receiptHandle()).isNotEqualTo(first.receiptHandle());
        assertThat(second.receiveCount()).isEqualTo(2);
        assertThat(second.firstReceivedAtMillis()).isEqualTo(first.firstReceivedAtMillis());
    }

    @Test
    void aDeletedMessageIsGoneAndDeletingItAgainLeavesNothingToDo() throws Exception {
        SqsQueue queue = opened(standardQueue());
        send(queue, 10);
        List<String> receipts = receipts(queue.receive(10, NOW, SHORT));

        assertThat(queue.delete(receipts)).hasSize(10).containsOnly(EntryOutcome.SUCCEEDED);
        assertThat(queue.delete(receipts))
                .allMatch(outcome ->
                        outcome instanceof EntryOutcome.Succeeded || outcome instanceof EntryOutcome.ReceiptGone);

        elapse(A_MOMENT);
        assertThat(queue.receive(10, NOW, SHORT)).isEmpty();
        assertThat(queue.counters()).isEqualTo(new Counters(0, 0, 0));
    }

    @Test
    void aSupersededReceiptNeitherDeletesNorExtends() throws Exception {
        SqsQueue queue = opened(standardQueue());
        send(queue, 1);
        String first = queue.receive(1, NOW, SHORT).get(0).receiptHandle();
        elapse(A_MOMENT);
        SqsMessage second = queue.receive(1, NOW, LONG).get(0);

        assertThat(queue.delete(List.of(first)).get(0)).isInstanceOf(EntryOutcome.ReceiptGone.class);
        assertThat(queue.changeVisibility(List.of(new VisibilityChange(first, LONG)))
                        .get(0))
                .isInstanceOf(EntryOutcome.ReceiptGone.class);
        assertThat(queue.counters()).isEqualTo(new Counters(0, 1, 0));
        assertThat(queue.delete(List.of(second.receiptHandle()))).containsExactly(EntryOutcome.SUCCEEDED);
        assertThat(queue.counters().empty()).isTrue();
    }

    @Test
    void aReceiptThatTimedOutStillDeletesWhileNobodyReceivedTheMessageAgain() throws Exception {
        SqsQueue queue = opened(standardQueue());
        send(queue, 1);
        String receipt = queue.receive(1, NOW, SHORT).get(0).receiptHandle();
        elapse(A_MOMENT);

        assertThat(queue.delete(List.of(receipt))).containsExactly(EntryOutcome.SUCCEEDED);
        assertThat(queue.receive(1, NOW, SHORT)).isEmpty();
    }

    @Test
    void zeroVisibilityGivesAMessageBackAtOnce() throws Exception {
        SqsQueue queue = opened(standardQueue());
        send(queue, 2);
        List<SqsMessage> messages = queue.receive(10, NOW, LONG);

        assertThat(queue.changeVisibility(messages.stream()
                        .map(message -> new VisibilityChange(message.receiptHandle(), Duration.ZERO))
                        .toList()))
                .hasSize(2)
                .containsOnly(EntryOutcome.SUCCEEDED);

        assertThat(queue.receive(10, SHORT, LONG)).hasSize(2);
    }

    @Test
    void anExtendedMessageStaysHiddenAndItsReceiptStaysGood() throws Exception {
        SqsQueue queue = opened(standardQueue());
        send(queue, 1);
        String receipt = queue.receive(1, NOW, SHORT).get(0).receiptHandle();

        assertThat(queue.changeVisibility(List.of(new VisibilityChange(receipt, LONG))))
                .containsExactly(EntryOutcome.SUCCEEDED);
        elapse(A_MOMENT);

        assertThat(queue.receive(1, NOW, SHORT)).isEmpty();
        assertThat(queue.delete(List.of(receipt))).containsExactly(EntryOutcome.SUCCEEDED);
    }

    @Test
    void oneBadReceiptFailsAlone() throws Exception {
        SqsQueue queue = opened(standardQueue());
        send(queue, 2);
        List<String> good = receipts(queue.receive(10, NOW, LONG));

        List<EntryOutcome> outcomes = queue.delete(List.of(good.get(0), "no-such-receipt", good.get(1)));

        assertThat(outcomes.get(0)).isEqualTo(EntryOutcome.SUCCEEDED);
        assertThat(outcomes.get(1)).isInstanceOf(EntryOutcome.ReceiptGone.class);
        assertThat(outcomes.get(2)).isEqualTo(EntryOutcome.SUCCEEDED);
        assertThat(queue.counters().empty()).isTrue();
    }

    @Test
    void batchesOfNoneAndOfMoreThanTenAreRefused() {
        SqsQueue queue = opened(standardQueue());

        assertThatThrownBy(() -> queue.delete(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> queue.delete(Collections.nCopies(11, "receipt")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> queue.receive(11, NOW, LONG)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aQueueThatDoesNotExistIsAPermanentError() {
        SqsQueue queue = opened(missingQueue());

        assertThatThrownBy(() -> queue.receive(1, NOW, LONG))
                .asInstanceOf(type(SqsException.class))
                .satisfies(error -> {
                    assertThat(error.kind()).isEqualTo(SqsException.Kind.NO_SUCH_QUEUE);
                    assertThat(error.retryable()).isFalse();
                });
    }

    @Test
    void countersTellVisibleFromInFlight() throws Exception {
        SqsQueue queue = opened(standardQueue());
        send(queue, 5);
        queue.receive(2, NOW, LONG);

        assertThat(queue.counters()).isEqualTo(new Counters(3, 2, 0));
        assertThat(queue.counters().empty()).isFalse();
    }

    @Test
    void attributesTellWhatTheQueueIsSetTo() throws Exception {
        SqsQueue.Attributes attributes = opened(standardQueue()).attributes();
        assertThat(attributes.visibilityTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(attributes.maxReceiveCount()).isNull();
        assertThat(attributes.fifo()).isFalse();
        assertThat(attributes.maxMessageBytes()).isNull();
        assertThat(opened(fifoQueue()).attributes().fifo()).isTrue();
        assertThat(opened(queueWithMaxReceiveCount(3)).attributes().maxReceiveCount())
                .isEqualTo(3);
    }

    @Test
    void aLongPollEndsWithTheFirstMessage() throws Exception {
        SqsQueue queue = opened(standardQueue());
        CompletableFuture<List<SqsMessage>> poll = CompletableFuture.supplyAsync(() -> {
            try {
                return queue.receive(10, Duration.ofSeconds(20), LONG);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        send(queue, 1);

        assertThat(poll.get(10, TimeUnit.SECONDS)).hasSize(1);
    }

    @Test
    void anInterruptEndsALongPoll() throws Exception {
        SqsQueue queue = opened(standardQueue());
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Thread poller = new Thread(() -> {
            try {
                queue.receive(10, Duration.ofSeconds(20), LONG);
                ended.complete(null);
            } catch (InterruptedException | RuntimeException e) {
                ended.complete(e);
            }
        });
        poller.start();

        poller.interrupt();

        assertThat(ended.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    }

    @Test
    void aMessageReceivedTooOftenIsNotGivenAgain() throws Exception {
        SqsQueue queue = opened(queueWithMaxReceiveCount(2));
        send(queue, 1);

        for (int receive = 1; receive <= 2; receive++) {
            String receipt = queue.receive(1, NOW, LONG).get(0).receiptHandle();
            queue.changeVisibility(List.of(new VisibilityChange(receipt, Duration.ZERO)));
        }

        assertThat(queue.receive(1, NOW, LONG)).isEmpty();
    }

    @Test
    void aMessageGroupComesInOrderAndWaitsForItsDeletes() throws Exception {
        SqsQueue queue = opened(fifoQueue());
        sendToGroup(queue, "a", 0, 12);
        sendToGroup(queue, "b", 0, 1);

        List<SqsMessage> first = queue.receive(10, NOW, LONG);
        assertThat(bodies(first)).containsExactlyElementsOf(bodiesOf("a", 0, 10));
        assertThat(first).extracting(SqsMessage::groupId).containsOnly("a");
        assertThat(bodies(queue.receive(10, NOW, LONG))).containsExactly("b-0");
        assertThat(queue.receive(10, NOW, LONG)).isEmpty();

        queue.delete(receipts(first).subList(0, 9));
        assertThat(queue.receive(10, NOW, LONG)).isEmpty();

        queue.delete(receipts(first).subList(9, 10));
        assertThat(bodies(queue.receive(10, NOW, LONG))).containsExactlyElementsOf(bodiesOf("a", 10, 12));
    }

    @Test
    void aMessageGroupThatIsGivenBackComesInOrderAgain() throws Exception {
        SqsQueue queue = opened(fifoQueue());
        sendToGroup(queue, "a", 0, 5);
        List<SqsMessage> first = queue.receive(10, NOW, LONG);

        queue.changeVisibility(first.stream()
                .map(message -> new VisibilityChange(message.receiptHandle(), Duration.ZERO))
                .toList());

        assertThat(bodies(queue.receive(10, SHORT, LONG))).containsExactlyElementsOf(bodiesOf("a", 0, 5));
    }

    @Test
    void aFifoQueueTakesOneMessagePerDeduplicationId() throws Exception {
        SqsQueue queue = opened(fifoQueue());
        queue.send(List.of(OutgoingMessage.of("one", "a", "same")));
        queue.send(List.of(OutgoingMessage.of("two", "a", "same")));

        assertThat(bodies(queue.receive(10, NOW, LONG))).containsExactly("one");
    }

    @Test
    void aMessageWithACharacterThatIsNotAllowedIsRefusedAlone() throws Exception {
        SqsQueue queue = opened(standardQueue());

        List<EntryOutcome> outcomes = queue.send(
                List.of(OutgoingMessage.of("one"), OutgoingMessage.of("\uFFFE"), OutgoingMessage.of("three")));

        assertThat(outcomes.get(0)).isEqualTo(EntryOutcome.SUCCEEDED);
        assertThat(outcomes.get(1)).isInstanceOf(EntryOutcome.Permanent.class);
        assertThat(outcomes.get(2)).isEqualTo(EntryOutcome.SUCCEEDED);
        assertThat(bodies(queue.receive(10, SHORT, LONG))).containsExactlyInAnyOrder("one", "three");
    }

    @Test
    void aCallOfAMebibyteIsTakenAndALargerOneIsRefusedAsAWhole() throws Exception {
        SqsQueue queue = opened(standardQueue());
        OutgoingMessage half = OutgoingMessage.of("x".repeat(SqsQueue.MAX_BYTES / 2));

        assertThat(queue.send(List.of(half, half))).containsOnly(EntryOutcome.SUCCEEDED);
        assertThatThrownBy(() -> queue.send(List.of(half, half, OutgoingMessage.of("y"))))
                .asInstanceOf(type(SqsException.class))
                .extracting(SqsException::kind)
                .isEqualTo(SqsException.Kind.REFUSED);
        assertThat(queue.counters()).isEqualTo(new Counters(2, 0, 0));
    }

    @Test
    void aMessageForAFifoQueueWithoutAGroupIsRefusedAlone() throws Exception {
        SqsQueue queue = opened(fifoQueue());

        List<EntryOutcome> outcomes =
                queue.send(List.of(OutgoingMessage.of("one"), OutgoingMessage.of("two", "a", "two")));

        assertThat(outcomes.get(0)).isInstanceOf(EntryOutcome.Permanent.class);
        assertThat(outcomes.get(1)).isEqualTo(EntryOutcome.SUCCEEDED);
    }

    final SqsQueue opened(SqsQueue queue) {
        opened.add(queue);
        return queue;
    }

    private static void send(SqsQueue queue, int count) throws InterruptedException {
        for (int sent = 0; sent < count; sent += 10) {
            queue.send(IntStream.range(sent, Math.min(count, sent + 10))
                    .mapToObj(index -> OutgoingMessage.of("message-" + index))
                    .toList());
        }
    }

    private static void sendToGroup(SqsQueue queue, String group, int from, int to) throws InterruptedException {
        for (int index = from; index < to; index++) {
            queue.send(List.of(OutgoingMessage.of(group + "-" + index, group, group + "-" + index)));
        }
    }

    private static List<String> receipts(List<SqsMessage> messages) {
        return messages.stream().map(SqsMessage::receiptHandle).toList();
    }

    private static List<String> bodies(List<SqsMessage> messages) {
        return messages.stream()
                .map(message -> new String(message.body(), StandardCharsets.UTF_8))
                .toList();
    }

    private static List<String> bodiesOf(String group, int from, int to) {
        return IntStream.range(from, to).mapToObj(index -> group + "-" + index).toList();
    }
}
