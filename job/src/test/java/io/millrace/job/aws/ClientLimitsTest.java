package io.millrace.job.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.config.AwsClientConfig;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class ClientLimitsTest {

    private static final ClientLimits USUAL = new ClientLimits(
            Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(10), Duration.ofSeconds(35), 20);

    @Test
    void nothingConfiguredLeavesTheUsual() {
        assertThat(USUAL.with(AwsClientConfig.USUAL)).isEqualTo(USUAL);
    }

    @Test
    void everythingConfiguredIsTaken() {
        AwsClientConfig config = new AwsClientConfig(
                null,
                null,
                null,
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                Duration.ofSeconds(4),
                5);

        assertThat(USUAL.with(config))
                .isEqualTo(new ClientLimits(
                        Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(4), 5));
    }

    @Test
    void aLongAttemptLengthensTheCallUnlessThatIsConfiguredToo() {
        assertThat(times(60, null).call()).isEqualTo(Duration.ofSeconds(120));
        assertThat(times(60, 61).call()).isEqualTo(Duration.ofSeconds(61));
    }

    @Test
    void aShortCallShortensItsAttempts() {
        assertThat(times(null, 4).attempt()).isEqualTo(Duration.ofSeconds(4));
    }

    @Property
    void anAttemptNeverOutlastsItsCall(
            @ForAll @IntRange(min = 1, max = 3600) int attempt, @ForAll @IntRange(min = 1, max = 3600) int call) {
        for (ClientLimits limits : new ClientLimits[] {times(attempt, null), times(null, call)}) {
            assertThat(limits.attempt()).isLessThanOrEqualTo(limits.call());
        }
    }

    private static ClientLimits times(Integer attempt, Integer call) {
        return USUAL.with(new AwsClientConfig(
                null,
                null,
                null,
                null,
                null,
                attempt == null ? null : Duration.ofSeconds(attempt),
                call == null ? null : Duration.ofSeconds(call),
                null));
    }
}
