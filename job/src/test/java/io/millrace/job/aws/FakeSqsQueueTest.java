package io.millrace.job.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.aws.SqsQueue.VisibilityChange;
import io.millrace.job.testkit.ManualClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FakeSqsQueueTest extends SqsQueueContract {

    private final ManualClock clock = new ManualClock();

    @Override
    SqsQueue standardQueue() {
        return FakeSqsQueue.standard(clock);
    }

    @Override
    SqsQueue fifoQueue() {
        return FakeSqsQueue.fifo(clock);
    }

    @Override
    SqsQueue queueWithMaxReceiveCount(int count) {
        return FakeSqsQueue.standard(clock).withMaxReceiveCount(count);
    }

    @Override
    SqsQueue missingQueue() {
        FakeSqsQueue queue = FakeSqsQueue.standard(clock);
        queue.remove();
        return queue;
    }

    @Override
    void elapse(Duration duration) {
        clock.advance(duration);
    }

    @Test
    void givesNothingAtTheCeilingOfMessagesInFlight() throws Exception {
        SqsQueue queue = opened(FakeSqsQueue.standard(clock).withMaxInFlight(3));
        queue.send(List.of(OutgoingMessage.of("1"), OutgoingMessage.of("2"), OutgoingMessage.of("3")));
        queue.send(List.of(OutgoingMessage.of("4")));

        List<SqsMessage> first = queue.receive(10, Duration.ZERO, Duration.ofMinutes(1));
        assertThat(first).hasSize(3);
        assertThat(queue.receive(10, Duration.ZERO, Duration.ofMinutes(1))).isEmpty();

        queue.delete(List.of(first.get(0).receiptHandle()));
        assertThat(queue.receive(10, Duration.ZERO, Duration.ofMinutes(1))).hasSize(1);
    }

    @Test
    void extendsNoLeaseBeyondTwelveHoursFromItsReceive() throws Exception {
        SqsQueue queue = opened(FakeSqsQueue.standard(clock));
        queue.send(List.of(OutgoingMessage.of("1")));
        String receipt =
                queue.receive(1, Duration.ZERO, Duration.ofHours(11)).get(0).receiptHandle();
        clock.advance(Duration.ofHours(10));

        assertThat(queue.changeVisibility(List.of(new VisibilityChange(receipt, Duration.ofHours(2)))))
                .containsExactly(EntryOutcome.SUCCEEDED);
        assertThat(queue.changeVisibility(List.of(new VisibilityChange(receipt, Duration.ofHours(3))))
                        .get(0))
                .isInstanceOf(EntryOutcome.Permanent.class);
    }

    @Test
    void mayIgnoreADeleteUnderASupersededReceiptAsAwsDoes() throws Exception {
        FakeSqsQueue queue = FakeSqsQueue.standard(clock).withStaleDelete(FakeSqsQueue.StaleDelete.IGNORED);
        opened(queue).send(List.of(OutgoingMessage.of("1")));
        String first = queue.receive(1, Duration.ZERO, Duration.ZERO).get(0).receiptHandle();
        queue.receive(1, Duration.ZERO, Duration.ofMinutes(1));

        assertThat(queue.delete(List.of(first))).containsExactly(EntryOutcome.SUCCEEDED);
        assertThat(queue.size()).isEqualTo(1);
    }

    @Test
    void failsWhenItIsUsedAfterItsClose() {
        SqsQueue queue = FakeSqsQueue.standard(clock);
        queue.close();

        assertThatThrownBy(queue::counters).isInstanceOf(IllegalStateException.class);
    }
}
