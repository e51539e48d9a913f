package io.millrace.job.source.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.aws.SqsQueue;
import io.millrace.job.aws.SqsQueues;
import io.millrace.job.config.QueueUrl;
import io.millrace.job.config.SqsSourceConfig.Mode;
import io.millrace.job.record.RawMessageTypeInfo;
import io.millrace.job.testkit.EnumeratorHarness;
import io.millrace.job.testkit.SqsSourceConfigBuilder;
import java.time.Duration;
import java.util.stream.IntStream;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SqsSourceTest {

    private static final QueueUrl URL = new QueueUrl("http://localhost:9324/000000000000/events");
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    @ParameterizedTest
    @CsvSource({", PT10S, PT2M", ", PT40S, PT2M", ", PT41S, PT2M3S", ", PT10M, PT30M", "PT45S, PT10M, PT45S"})
    void messagesAreHiddenForThreeCheckpointsAndAtLeastTwoMinutesUnlessConfigured(
            Duration configured, Duration interval, Duration expected) {
        SqsSource source =
                new SqsSource(config().visibilityTimeout(configured).build(), interval, SqsQueues.of(URL, null, null));

        assertThat(source.visibility()).isEqualTo(expected);
    }

    @Test
    void aDrainIsBoundedAndAContinuousSourceIsNot() {
        assertThat(source(config()).getBoundedness()).isEqualTo(Boundedness.CONTINUOUS_UNBOUNDED);
        assertThat(source(config().mode(Mode.DRAIN)).getBoundedness()).isEqualTo(Boundedness.BOUNDED);
        assertThat(source(config()).getProducedType()).isEqualTo(new RawMessageTypeInfo());
    }

    @Test
    void theSourceCanBeShippedWithTheFactoryOfItsQueue() throws Exception {
        SqsSource shipped = InstantiationUtil.clone(source(config()));

        assertThat(shipped.visibility()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aCheckpointOfAnotherQueueIsRefused() {
        SqsEnumeratorState other = new SqsEnumeratorState(new QueueUrl("http://localhost:9324/000000000000/others"));

        assertThatThrownBy(() -> source(config()).restoreEnumerator(new EnumeratorHarness<>(1), other))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the restored checkpoint belongs to queue http://localhost:9324/000000000000/others,"
                        + " but the pipeline reads http://localhost:9324/000000000000/events: finish the old queue"
                        + " first, or start this one without the old state");
    }

    @ParameterizedTest
    @CsvSource({"events, , 120000", "events.fifo, , 20000", "events, 7, 7", "events.fifo, 30000, 30000"})
    void theLimitInFlightIsTheQueuesUnlessConfigured(String name, Integer configured, int expected) {
        SqsSourceConfigBuilder builder =
                new SqsSourceConfigBuilder(new QueueUrl("http://localhost:9324/000000000000/" + name), null);
        if (configured != null) {
            builder.maxInFlight(configured);
        }

        assertThat(InFlightLimit.of(builder.build()).messages()).isEqualTo(expected);
    }

    @Test
    void theReadersSharesAddUpToTheLimitWhereThatIsPossible() {
        assertThat(IntStream.range(0, 7)
                        .map(reader -> new InFlightLimit(100).share(7, reader))
                        .sum())
                .isEqualTo(100);
        assertThat(new InFlightLimit(2).share(7, 6)).isEqualTo(1);
    }

    private static SqsSourceConfigBuilder config() {
        return new SqsSourceConfigBuilder(URL, null);
    }

    private static SqsSource source(SqsSourceConfigBuilder config) {
        SqsQueue.Factory queues = SqsQueues.of(URL, null, null);
        return new SqsSource(config.build(), INTERVAL, queues);
    }
}
