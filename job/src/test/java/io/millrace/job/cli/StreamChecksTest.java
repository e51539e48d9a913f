package io.millrace.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.aws.FakeKinesisStream;
import io.millrace.job.aws.FakeKinesisStream.Operation;
import io.millrace.job.aws.KinesisException.Kind;
import io.millrace.job.cli.Findings.Finding;
import io.millrace.job.config.FanOutConfig.Lifecycle;
import io.millrace.job.config.KinesisSourceConfig;
import io.millrace.job.config.KinesisSourceConfig.OnGap;
import io.millrace.job.testkit.ForwardingKinesisStream;
import io.millrace.job.testkit.KinesisSourceConfigs;
import io.millrace.job.testkit.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class StreamChecksTest {

    private static final String STREAM = "source.kinesis.stream";
    private static final String CONSUMER = "source.kinesis.efo.consumer-name";
    private static final KinesisSourceConfig POLLING = KinesisSourceConfigs.polling(OnGap.FAIL);

    private final FakeKinesisStream stream = new FakeKinesisStream(new ManualClock(), Duration.ofHours(24), 3);

    @Test
    void aStreamThatAnswersIsFineAndWhatItCanGiveIsSaid() throws Exception {
        Findings findings = check(POLLING);
        assertThat(findings.problems()).isEmpty();
        assertThat(findings.warnings()).isEmpty();
        assertThat(findings.notes())
                .containsExactly(
                        "the stream has 3 open shards, which give at most 6.29 MB/s, and keeps records for 1 d:"
                                + " a job that stands still for longer loses what it has not read");
        assertThat(stream.isClosed()).isTrue();
    }

    @Test
    void aStreamThatIsNotThereIsAProblemOfItsKey() throws Exception {
        stream.failNext(Operation.DESCRIBE, Kind.NOT_FOUND);
        assertProblem(
                check(POLLING),
                STREAM,
                "there is no such stream, or not in this region or account: asked for by the test");
    }

    @Test
    void eachCallThatIsNotAllowedIsFoundThoughTheOthersAre() throws Exception {
        for (Operation operation :
                new Operation[] {Operation.DESCRIBE, Operation.SHARDS, Operation.ITERATOR, Operation.RECORDS}) {
            FakeKinesisStream fresh = new FakeKinesisStream(new ManualClock(), Duration.ofHours(24), 1);
            fresh.failNext(operation, Kind.ACCESS_DENIED);
            Findings findings = StreamChecks.of(POLLING, Duration.ofSeconds(10), () -> fresh);
            assertProblem(
                    findings, STREAM, "the credentials are missing, wrong, or do not allow it: asked for by the test");
        }
    }

    @Test
    void aServerThatDoesNotAnswerIsAProblemInItsOwnWords() throws Exception {
        stream.failNext(Operation.SHARDS, Kind.UNAVAILABLE);
        assertProblem(check(POLLING), STREAM, "asked for by the test");
    }

    @Test
    void aStreamThatIsBeingMadeIsAProblem() throws Exception {
        Findings findings = StreamChecks.of(POLLING, Duration.ofSeconds(10), () -> new ForwardingKinesisStream(stream) {
            @Override
            public Description describe() throws InterruptedException {
                Description now = super.describe();
                return new Description(now.arn(), false, now.createdAtMillis(), now.retention(), 0);
            }
        });
        assertProblem(findings, STREAM, "the stream is being created or deleted");
    }

    @Test
    void checkpointsThatComeAsSeldomAsRecordsLeaveAreDoubtful() throws Exception {
        Findings findings = StreamChecks.of(POLLING, Duration.ofHours(13), () -> stream);
        assertThat(findings.warnings())
                .containsExactly(
                        new Finding("events", "checkpoint.interval", "is more than half of the stream's retention"));
    }

    @Test
    void aConsumerThatTheJobWillRegisterIsSaidAndNotRegistered() throws Exception {
        Findings findings = check(KinesisSourceConfigs.fanOut(Lifecycle.JOB_MANAGED));
        assertThat(findings.problems()).isEmpty();
        assertThat(findings.notes())
                .last()
                .isEqualTo("the consumer reader is not registered; the job will do so, and needs"
                        + " kinesis:RegisterStreamConsumer and kinesis:SubscribeToShard");
    }

    @Test
    void aConsumerThatIsThereIsSaid() throws Exception {
        stream.register("reader");
        for (Lifecycle lifecycle : Lifecycle.values()) {
            Findings findings = StreamChecks.of(
                    KinesisSourceConfigs.fanOut(lifecycle), Duration.ofSeconds(10), () -> new Kept(stream));
            assertThat(findings.problems()).isEmpty();
            assertThat(findings.notes()).last().isEqualTo("the consumer reader is registered");
        }
    }

    @Test
    void aConsumerThatIsLeftToOthersAndNotThereIsAProblem() throws Exception {
        assertProblem(
                check(KinesisSourceConfigs.fanOut(Lifecycle.SELF_MANAGED)),
                CONSUMER,
                "the stream has no such consumer, and lifecycle: self-managed leaves it to you to register it");
    }

    @Test
    void aConsumerThatMayNotBeAskedForIsAProblemOfItsOwnKey() throws Exception {
        stream.failNext(Operation.CONSUMER, Kind.ACCESS_DENIED);
        assertProblem(
                check(KinesisSourceConfigs.fanOut(Lifecycle.JOB_MANAGED)),
                CONSUMER,
                "the credentials are missing, wrong, or do not allow it: asked for by the test");
    }

    private Findings check(KinesisSourceConfig config) throws InterruptedException {
        return StreamChecks.of(config, Duration.ofSeconds(10), () -> stream);
    }

    private static void assertProblem(Findings findings, String key, String message) {
        assertThat(findings.problems()).containsExactly(new Finding("events", key, message));
    }

    /** For several checks. */
    private static final class Kept extends ForwardingKinesisStream {

        Kept(FakeKinesisStream stream) {
            super(stream);
        }

        @Override
        public void close() {}
    }
}
