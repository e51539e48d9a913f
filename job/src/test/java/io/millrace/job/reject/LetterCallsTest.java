package io.millrace.job.reject;

import static io.millrace.job.reject.Letters.letter;
import static io.millrace.job.reject.Letters.letters;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.job.aws.Backoff;
import io.millrace.job.aws.EntryOutcome;
import io.millrace.job.aws.FakeSqsQueue;
import io.millrace.job.aws.FakeSqsQueue.Operation;
import io.millrace.job.aws.OutgoingMessage;
import io.millrace.job.aws.SqsException;
import io.millrace.job.aws.SqsQueue;
import io.millrace.job.config.RetryConfig;
import io.millrace.job.testkit.ForwardingSqsQueue;
import io.millrace.job.testkit.ManualClock;
import io.millrace.job.testkit.RecordedMetrics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
final class LetterCallsTest {

    @TempDir
    Path directory;

    private final FakeSqsQueue queue = FakeSqsQueue.standard(new ManualClock());
    private final OneResult result = new OneResult();
    private LetterCalls calls;

    @AfterEach
    void close() {
        calls.close();
        result.told();
    }

    @Test
    void aBatchThatIsTakenIsDone() throws Exception {
        start(queue, Duration.ofMillis(1)).submit(letters(3), result);

        assertThat(result.await()).isEmpty();
        assertThat(result.told()).containsExactly("complete");
        assertThat(queue.sends()).extracting(List::size).containsExactly(3);
    }

    @Test
    void ofABatchThatIsTakenInPartTheRestComesBack() throws Exception {
        queue.refuseSends(message ->
                message.body().equals(letter(1).body()) ? new EntryOutcome.Retryable("InternalError", "later") : null);

        start(queue, Duration.ofMillis(1)).submit(letters(3), result);

        assertThat(result.await())
                .extracting(letter -> letter.head().recordIndex())
                .containsExactly(1);
        assertThat(result.told()).containsExactly("retry");
    }

    @Test
    void aFailureForGoodIsToldWithItsReason() {
        queue.remove();

        start(queue, Duration.ofMillis(1)).submit(letters(3), result);

        assertThatThrownBy(result::await)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(IOException.class)
                .hasMessageContaining("failed for good");
        assertThat(result.told()).containsExactly("exception");
    }

    @Test
    void anErrorOfOursIsToldToo() {
        queue.failNext(Operation.SEND, new IllegalArgumentException("a mistake"));

        start(queue, Duration.ofMillis(1)).submit(letters(1), result);

        assertThatThrownBy(result::await).hasRootCauseMessage("a mistake");
        assertThat(result.told()).containsExactly("exception");
    }

    @Test
    void anErrorOfTheMachineIsToldToo() {
        SqsQueue broken = new ForwardingSqsQueue(queue) {
            @Override
            public List<EntryOutcome> send(List<OutgoingMessage> messages) {
                throw new NoClassDefFoundError("as the test asks for");
            }
        };

        start(broken, Duration.ofMillis(1)).submit(letters(1), result);

        assertThatThrownBy(result::await).hasRootCauseInstanceOf(NoClassDefFoundError.class);
        assertThat(result.told()).containsExactly("exception");
    }

    @Test
    void closingEndsACallAndNobodyIsTold() throws Exception {
        CompletableFuture<Thread> caller = new CompletableFuture<>();
        SqsQueue stuck = new ForwardingSqsQueue(queue) {
            @Override
            public List<EntryOutcome> send(List<OutgoingMessage> messages) throws InterruptedException {
                caller.complete(Thread.currentThread());
                new CountDownLatch(1).await();
                throw new AssertionError("unreachable");
            }
        };
        start(stuck, Duration.ofMillis(1)).submit(letters(1), result);
        Thread thread = caller.get();

        calls.close();

        await().until(() -> !thread.isAlive());
        assertThat(result.told()).isEmpty();
        assertThat(queue.isClosed()).isTrue();
    }

    @Test
    void closingEndsAPauseAndNobodyIsTold() throws Exception {
        AtomicInteger sends = new AtomicInteger();
        CompletableFuture<Thread> caller = new CompletableFuture<>();
        SqsQueue throttled = new ForwardingSqsQueue(queue) {
            @Override
            public List<EntryOutcome> send(List<OutgoingMessage> messages) {
                sends.incrementAndGet();
                caller.complete(Thread.currentThread());
                throw new SqsException(SqsException.Kind.THROTTLED, "code", "too many", null);
            }
        };
        start(throttled, Duration.ofHours(1)).submit(letters(1), result);
        Thread thread = caller.get();
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);

        calls.close();

        await().until(() -> !thread.isAlive());
        assertThat(result.told()).isEmpty();
        assertThat(sends).hasValue(1);
    }

    @Test
    void aCallThatFailsBecauseItsQueueIsClosedTellsNobody() throws Exception {
        CountDownLatch sending = new CountDownLatch(1);
        CompletableFuture<Thread> caller = new CompletableFuture<>();
        SqsQueue closing = new ForwardingSqsQueue(queue) {
            @Override
            public List<EntryOutcome> send(List<OutgoingMessage> messages) {
                caller.complete(Thread.currentThread());
                boolean open = true;
                while (open) {
                    try {
                        sending.await();
                        open = false;
                    } catch (InterruptedException e) {
                        // As a client that ends by its connection and not by the interrupt.
                    }
                }
                throw new IllegalStateException("Connection pool shut down");
            }

            @Override
            public void close() {
                sending.countDown();
                super.close();
            }
        };
        start(closing, Duration.ofMillis(1)).submit(letters(1), result);
        Thread thread = caller.get();

        calls.close();

        await().until(() -> !thread.isAlive());
        assertThat(result.told()).isEmpty();
    }

    /** @param pause after every failure */
    private LetterCalls start(SqsQueue to, Duration pause) {
        calls = new LetterCalls(
                new LetterSender(
                        to,
                        "http://localhost:9324/000000000000/dead",
                        false,
                        Duration.ofSeconds(60),
                        new LargeLetters(directory.toUri()),
                        new LetterMetrics(new RecordedMetrics().group()),
                        System::nanoTime),
                new LetterPauses(
                        new Backoff(new RetryConfig(10, pause, pause), () -> 0.999),
                        Duration.ofHours(2),
                        System::nanoTime),
                2);
        return calls;
    }
}
