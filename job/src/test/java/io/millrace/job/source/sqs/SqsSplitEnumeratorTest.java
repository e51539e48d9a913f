package io.millrace.job.source.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.aws.FakeSqsQueue;
import io.millrace.job.aws.FakeSqsQueue.Operation;
import io.millrace.job.aws.OutgoingMessage;
import io.millrace.job.aws.SqsException;
import io.millrace.job.aws.SqsQueue;
import io.millrace.job.config.QueueUrl;
import io.millrace.job.config.SqsSourceConfig;
import io.millrace.job.config.SqsSourceConfig.Mode;
import io.millrace.job.testkit.EnumeratorHarness;
import io.millrace.job.testkit.ManualClock;
import io.millrace.job.testkit.SqsSourceConfigBuilder;
import java.util.List;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.util.FlinkRuntimeException;
import org.junit.jupiter.api.Test;

final class SqsSplitEnumeratorTest {

    private static final QueueUrl URL = new QueueUrl("http://localhost:9324/000000000000/events");

    private final ManualClock clock = new ManualClock();
    private final FakeSqsQueue queue = FakeSqsQueue.standard(clock);
    private final EnumeratorHarness<SqsSplit> context = new EnumeratorHarness<>(2);

    @Test
    void everyReaderThatAsksGetsAnEmptyShare() {
        SqsSplitEnumerator enumerator = started(Mode.CONTINUOUS);
        enumerator.handleSplitRequest(1, "localhost");

        assertThat(context.assigned).containsOnlyKeys(1);
        assertThat(context.assigned.get(1)).containsExactly(new SqsSplit("sqs-1", clock.millis(), List.of()));
    }

    @Test
    void aContinuousSourceNeverLooksAtTheCounters() {
        started(Mode.CONTINUOUS);

        assertThat(context.periodicCalls()).isZero();
    }

    @Test
    void theStateNamesTheQueue() {
        assertThat(started(Mode.DRAIN).snapshotState(1)).isEqualTo(new SqsEnumeratorState(URL));
    }

    @Test
    void aDrainEndsEveryReaderAfterThreeEmptyReadings() {
        SqsSplitEnumerator enumerator = startedWithReaders();
        round(enumerator, 0, 1);
        round(enumerator, 0, 1);
        assertThat(context.ended).isEmpty();

        round(enumerator, 0, 1);

        assertThat(context.ended).containsExactlyInAnyOrder(0, 1);
        context.tick();
        assertThat(context.sent.get(0)).hasSize(3);
    }

    @Test
    void aDrainDoesNotEndWhileTheQueueHoldsAMessage() {
        SqsSplitEnumerator enumerator = startedWithReaders();
        round(enumerator, 0, 1);
        round(enumerator, 0, 1);
        queue.send(List.of(OutgoingMessage.of("late")));
        context.tick();
        assertThat(context.sent.get(0)).hasSize(2);
        assertThat(context.ended).isEmpty();
    }

    @Test
    void aDrainWaitsForEveryReaderToRegister() {
        SqsSplitEnumerator enumerator = started(Mode.DRAIN);
        context.register(enumerator, 0);
        context.tick();

        assertThat(context.sent).isEmpty();
    }

    @Test
    void aReaderThatFailsDuringADrainStartsTheCountAgain() {
        SqsSplitEnumerator enumerator = startedWithReaders();
        round(enumerator, 0, 1);
        round(enumerator, 0, 1);
        context.fail(enumerator, 1);
        context.tick();
        context.register(enumerator, 1);

        round(enumerator, 0, 1);
        assertThat(context.ended).isEmpty();
        round(enumerator, 0, 1);
        round(enumerator, 0, 1);
        assertThat(context.ended).containsExactlyInAnyOrder(0, 1);
    }

    @Test
    void aReaderThatFailsAfterTheDrainIsDrainedByItself() {
        SqsSplitEnumerator enumerator = startedWithReaders();
        for (int reading = 0; reading < 3; reading++) {
            round(enumerator, 0, 1);
        }
        context.fail(enumerator, 1);
        context.register(enumerator, 1);
        assertThat(context.ended).containsExactly(0);

        for (int reading = 0; reading < 3; reading++) {
            round(enumerator, 1);
        }

        assertThat(context.ended).containsExactlyInAnyOrder(0, 1);
    }

    @Test
    void countersThatCannotBeReadForAMomentStartTheCountAgain() {
        SqsSplitEnumerator enumerator = startedWithReaders();
        round(enumerator, 0, 1);
        round(enumerator, 0, 1);
        queue.failNext(
                Operation.COUNTERS, new SqsException(SqsException.Kind.THROTTLED, "RequestThrottled", "slower", null));
        context.tick();
        round(enumerator, 0, 1);

        assertThat(context.ended).isEmpty();
    }

    @Test
    void countersThatCannotBeReadAtAllFailTheJob() {
        startedWithReaders();
        queue.remove();

        assertThatThrownBy(context::tick)
                .isInstanceOf(FlinkRuntimeException.class)
                .hasMessage("the counters of queue http://localhost:9324/000000000000/events cannot be read")
                .hasCauseInstanceOf(SqsException.class);
    }

    @Test
    void closingClosesTheQueue() {
        started(Mode.DRAIN).close();
        assertThat(queue.isClosed()).isTrue();
        started(Mode.CONTINUOUS).close();
    }

    private SqsSplitEnumerator started(Mode mode) {
        SqsSourceConfig config =
                new SqsSourceConfigBuilder(URL, null).mode(mode).build();
        SqsQueue.Factory queues = () -> queue;
        SqsSplitEnumerator enumerator = new SqsSplitEnumerator(context, config, queues, clock);
        enumerator.start();
        return enumerator;
    }

    private SqsSplitEnumerator startedWithReaders() {
        SqsSplitEnumerator enumerator = started(Mode.DRAIN);
        context.register(enumerator, 0);
        context.register(enumerator, 1);
        return enumerator;
    }

    /** A reading of the counters, and the answers of readers that hold nothing. */
    private void round(SqsSplitEnumerator enumerator, int... readers) {
        context.tick();
        for (int reader : readers) {
            List<SourceEvent> events = context.sent.get(reader);
            DrainQuestion question = (DrainQuestion) events.get(events.size() - 1);
            enumerator.handleSourceEvent(reader, new DrainAnswer(question.round(), true, 3));
        }
    }
}
