package io.millrace.job.source.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.aws.FakeSqsQueue;
import io.millrace.job.aws.FakeSqsQueue.Operation;
import io.millrace.job.aws.OutgoingMessage;
import io.millrace.job.aws.SqsException;
import io.millrace.job.aws.SqsMessage;
import io.millrace.job.aws.SqsQueue;
import io.millrace.job.testkit.CapturedLog;
import io.millrace.job.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReleaserTest {

    private static final Duration VISIBILITY = Duration.ofSeconds(100);

    private final ManualClock clock = new ManualClock();
    private final FakeSqsQueue queue = FakeSqsQueue.standard(clock);

    @Test
    void everythingIsGivenBackInBatches() throws Exception {
        try (CapturedLog log = new CapturedLog(Releaser.class)) {
            Releaser releaser = new Releaser(queue, "queue", received(25));
            releaser.run();
            releaser.report();

            assertThat(queue.counters()).isEqualTo(new SqsQueue.Counters(25, 0, 0));
            assertThat(log.lines()).isEmpty();
        }
    }

    @Test
    void aBatchThatFailsKeepsNoOtherFromBeingGivenBackAndIsReported() throws Exception {
        queue.failNext(
                Operation.CHANGE_VISIBILITY,
                new SqsException(SqsException.Kind.UNAVAILABLE, "InternalError", "later", null));
        try (CapturedLog log = new CapturedLog(Releaser.class)) {
            Releaser releaser = new Releaser(queue, "queue", received(25));
            releaser.run();
            releaser.report();

            assertThat(queue.counters()).isEqualTo(new SqsQueue.Counters(15, 10, 0));
            assertThat(log.lines())
                    .containsExactly("WARN 10 messages of queue could not be given back;"
                            + " they stay hidden until their visibility times out");
        }
    }

    @Test
    void aMessageThatIsVisibleAlreadyNeedsNoGivingBack() throws Exception {
        List<Receipt> receipts = received(1);
        clock.advance(VISIBILITY);
        try (CapturedLog log = new CapturedLog(Releaser.class)) {
            Releaser releaser = new Releaser(queue, "queue", receipts);
            releaser.run();
            releaser.report();

            assertThat(log.lines()).isEmpty();
        }
    }

    private List<Receipt> received(int count) throws InterruptedException {
        List<Receipt> receipts = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            queue.send(List.of(OutgoingMessage.of("body")));
            SqsMessage message = queue.receive(1, Duration.ZERO, VISIBILITY).get(0);
            receipts.add(new Receipt(
                    message.messageId(),
                    message.receiptHandle(),
                    message.sentAtMillis(),
                    clock.millis(),
                    clock.millis() + VISIBILITY.toMillis(),
                    Receipt.State.EMITTED,
                    false));
        }
        return receipts;
    }
}
