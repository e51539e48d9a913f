package io.millrace.job.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.aws.EntryOutcome;
import io.millrace.job.aws.FakeSqsQueue;
import io.millrace.job.aws.OutgoingMessage;
import io.millrace.job.aws.SqsException;
import io.millrace.job.aws.SqsMessage;
import io.millrace.job.aws.SqsQueue;
import io.millrace.job.config.RetryConfig;
import io.millrace.job.testkit.ForwardingSqsQueue;
import io.millrace.job.testkit.ManualClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GeneratorClientTest {

    private static final RetryConfig RETRY = new RetryConfig(3, Duration.ofMillis(1), Duration.ofMillis(2));
    private static final int EVENTS = 1_000;

    private final FakeSqsQueue queue = FakeSqsQueue.standard(new ManualClock());
    private final ClickSequence sequence = new ClickSequence(new ClickGenerator(3, 0.01, 0.1), EVENTS);
    private final AtomicLong recorded = new AtomicLong();
    private GeneratorClient client;

    @AfterEach
    void close() throws InterruptedException {
        if (client != null) {
            client.close();
        }
    }

    @Test
    void sendsEveryMessageOnceAndRecordsThatAllIsSent() throws Exception {
        AtomicBoolean atEnd = new AtomicBoolean();
        client = client(queue, 0);
        client.start(() -> atEnd.set(true));
        client.done().get(20, TimeUnit.SECONDS);

        assertThat(received()).isEqualTo(counted(sequence.messages(new StepRange(0, sequence.steps()))));
        assertThat(recorded).hasValue(sequence.steps());
        assertThat(client.sentEvents()).isEqualTo(EVENTS);
        assertThat(atEnd).isTrue();
    }

    @Test
    void afterAnInterruptionSendsOnlyWhatIsMissing() throws Exception {
        client = client(queue, 700);
        client.start(() -> {});
        client.done().get(20, TimeUnit.SECONDS);

        assertThat(received()).isEqualTo(counted(sequence.messages(new StepRange(700, sequence.steps()))));
    }

    @Test
    void whatIsRecordedHasBeenSentWheneverItIsInterrupted() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        client = client(
                new ForwardingSqsQueue(queue) {
                    @Override
                    public List<EntryOutcome> send(List<OutgoingMessage> messages) throws InterruptedException {
                        if (calls.incrementAndGet() > 60) {
                            throw new InterruptedException("closed");
                        }
                        return super.send(messages);
                    }
                },
                0);
        client.start(() -> {});
        client.close();
        int before = queue.size();

        assertThat(client.done()).isNotDone();
        assertThat(received().keySet())
                .containsAll(recorded.get() == 0 ? List.of() : sequence.messages(new StepRange(0, recorded.get())));
        assertThat(before).isLessThanOrEqualTo(600);
    }

    @Test
    void sendsFailedEntriesAgainAndOnlyThose() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        client = client(
                new ForwardingSqsQueue(queue) {
                    @Override
                    public List<EntryOutcome> send(List<OutgoingMessage> messages) throws InterruptedException {
                        if (messages.size() < 2 || calls.incrementAndGet() % 3 != 0) {
                            return super.send(messages);
                        }
                        List<EntryOutcome> outcomes = new ArrayList<>(super.send(messages.subList(1, messages.size())));
                        outcomes.add(0, new EntryOutcome.Retryable("InternalError", "try again"));
                        return outcomes;
                    }
                },
                0);
        client.start(() -> {});
        client.done().get(20, TimeUnit.SECONDS);

        assertThat(received()).isEqualTo(counted(sequence.messages(new StepRange(0, sequence.steps()))));
        assertThat(calls).hasValueGreaterThan(50);
    }

    @Test
    void aPassingFailureOfTheQueueIsRepeated() throws Exception {
        queue.failNext(FakeSqsQueue.Operation.SEND, unavailable());
        queue.failNext(FakeSqsQueue.Operation.SEND, unavailable());
        client = client(queue, 0);
        client.start(() -> {});
        client.done().get(20, TimeUnit.SECONDS);

        assertThat(received()).isEqualTo(counted(sequence.messages(new StepRange(0, sequence.steps()))));
    }

    @Test
    void aLastingFailureEndsItAndIsReported() {
        client = client(
                new ForwardingSqsQueue(queue) {
                    @Override
                    public List<EntryOutcome> send(List<OutgoingMessage> messages) {
                        throw unavailable();
                    }
                },
                0);
        client.start(() -> {});

        assertThatThrownBy(() -> client.done().get(20, TimeUnit.SECONDS))
                .hasRootCauseInstanceOf(SqsException.class)
                .hasStackTraceContaining("no answer");
        assertThat(recorded).hasValue(0);
    }

    @Test
    void aRefusedMessageEndsItAndIsReported() {
        client = client(
                new ForwardingSqsQueue(queue) {
                    @Override
                    public List<EntryOutcome> send(List<OutgoingMessage> messages) {
                        return messages.stream()
                                .<EntryOutcome>map(message -> new EntryOutcome.Permanent("TooLong", "it is too long"))
                                .toList();
                    }
                },
                0);
        client.start(() -> {});

        assertThatThrownBy(() -> client.done().get(20, TimeUnit.SECONDS))
                .hasStackTraceContaining("messages are not sent: TooLong: it is too long");
    }

    @Test
    void waitsWhileTheQueueHoldsTooMuch() throws Exception {
        QueueRoom room = new QueueRoom(queue, 1);
        queue.send(List.of(OutgoingMessage.of("in the way")));
        client = new GeneratorClient(sequence, 0, queue, RETRY, room, this::record);
        client.start(() -> {});
        assertThat(client.done()).isNotDone();
        assertThat(queue.size()).isEqualTo(1);

        SqsMessage inTheWay =
                queue.receive(1, Duration.ZERO, Duration.ofSeconds(30)).get(0);
        queue.delete(List.of(inTheWay.receiptHandle()));
        org.awaitility.Awaitility.await().until(() -> queue.size() > 1);
    }

    private static SqsException unavailable() {
        return new SqsException(SqsException.Kind.UNAVAILABLE, "SocketTimeout", "no answer", null);
    }

    private GeneratorClient client(SqsQueue to, long confirmed) {
        return new GeneratorClient(sequence, confirmed, to, RETRY, new QueueRoom(queue, 1_000_000), this::record);
    }

    private void record(long steps) throws IOException {
        long before = recorded.getAndSet(steps);
        if (before >= steps) {
            throw new IOException("recorded " + steps + " after " + before);
        }
    }

    private Map<String, Long> received() throws InterruptedException {
        List<String> bodies = new ArrayList<>();
        List<SqsMessage> messages = queue.receive(10, Duration.ZERO, Duration.ofMinutes(1));
        while (!messages.isEmpty()) {
            messages.forEach(message -> bodies.add(new String(message.body(), StandardCharsets.UTF_8)));
            messages = queue.receive(10, Duration.ZERO, Duration.ofMinutes(1));
        }
        return counted(bodies);
    }

    private static Map<String, Long> counted(List<String> bodies) {
        Map<String, Long> counts = new HashMap<>();
        bodies.forEach(body -> counts.merge(body, 1L, Long::sum));
        return counts;
    }
}
