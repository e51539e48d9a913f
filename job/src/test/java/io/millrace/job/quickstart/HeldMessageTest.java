package io.millrace.job.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.aws.FakeSqsQueue;
import io.millrace.job.aws.OutgoingMessage;
import io.millrace.job.aws.SqsException;
import io.millrace.job.aws.SqsMessage;
import io.millrace.job.testkit.ManualClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeldMessageTest {

    private final ManualClock clock = new ManualClock();
    private final FakeSqsQueue queue = FakeSqsQueue.standard(clock);

    @Test
    void aQueueWithAHeldMessageIsNeverEmptyAndGivesTheMessageAfterItsRelease() throws InterruptedException {
        queue.send(List.of(OutgoingMessage.of("kept")));
        HeldMessage held = HeldMessage.take(queue).orElseThrow();

        assertThat(queue.receive(10, Duration.ZERO, Duration.ofSeconds(30))).isEmpty();
        assertThat(queue.counters().inFlight()).isEqualTo(1);

        held.release();
        assertThat(queue.receive(10, Duration.ZERO, Duration.ofSeconds(30)))
                .extracting(message -> new String(message.body(), java.nio.charset.StandardCharsets.UTF_8))
                .containsExactly("kept");
    }

    @Test
    void nothingCanBeTakenFromAnEmptyQueue() throws InterruptedException {
        assertThat(HeldMessage.take(queue)).isEmpty();
    }

    @Test
    void theQueueTakesTheMessageBackWhenItsHolderIsGone() throws InterruptedException {
        queue.send(List.of(OutgoingMessage.of("kept")));
        HeldMessage.take(queue).orElseThrow().close();

        clock.advance(Duration.ofSeconds(31));
        assertThat(queue.receive(10, Duration.ZERO, Duration.ofSeconds(30))).hasSize(1);
    }

    @Test
    void aFailedReleaseIsNoError() throws InterruptedException {
        queue.send(List.of(OutgoingMessage.of("kept")));
        HeldMessage held = HeldMessage.take(queue).orElseThrow();
        queue.failNext(
                FakeSqsQueue.Operation.CHANGE_VISIBILITY,
                new SqsException(SqsException.Kind.UNAVAILABLE, "SocketTimeout", "no answer", null));
        held.release();

        clock.advance(Duration.ofSeconds(31));
        List<SqsMessage> back = queue.receive(10, Duration.ZERO, Duration.ofSeconds(30));
        assertThat(back).hasSize(1);
    }
}
