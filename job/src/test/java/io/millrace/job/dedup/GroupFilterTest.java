package io.millrace.job.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.testkit.Messages;
import io.millrace.model.RawMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class GroupFilterTest {

    private static final RedeliveriesTest.Kind FIFO = RedeliveriesTest.Kind.FIFO;
    private static final long HOUR = 3_600_000;

    @Test
    void messagesOfAGroupStayInOrderWhenSomeAreDropped() throws Exception {
        try (FilterHarness<RawMessage> filter = FIFO.harness().start(3)) {
            filter.process(message("a", 2), message("a", 5));
            List<RawMessage> passed = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                passed.addAll(filter.process(message("a", i)));
            }
            assertThat(passed)
                    .extracting(message -> message.origin().position())
                    .containsExactly("a0", "a1", "a3", "a4", "a6", "a7", "a8", "a9");
        }
    }

    @Test
    void aGroupsMessagesAllGoToOneInstance() {
        Identity<RawMessage> identity = new MessageIdentity();
        assertThat(identity.group(message("a", 1))).isEqualTo(identity.group(message("a", 2)));
        assertThat(identity.group(message("a", 1))).isNotEqualTo(identity.group(message("b", 1)));
        RawMessage ungrouped = Messages.message("x", "");
        assertThat(identity.group(ungrouped)).isEqualTo(ungrouped.id());
    }

    @Test
    void aGroupThatFallsSilentLeavesNothingBehind() throws Exception {
        try (FilterHarness<RawMessage> filter = FIFO.harness().start(1)) {
            for (int i = 0; i < 100; i++) {
                filter.advanceTo(i * 10_000L);
                filter.process(message("a", i), message("b", i));
            }
            assertThat(filter.rememberedKeys()).isEqualTo(2);
            assertThat(filter.timers())
                    .as("a few timers for each group, not for each message")
                    .isLessThan(10);

            filter.advanceTo(99 * 10_000L + HOUR + HOUR / 8);
            assertThat(filter.rememberedKeys()).isZero();
            assertThat(filter.timers()).isZero();
        }
    }

    @Test
    void aTimerForgetsOnlyWhatHasExpired() throws Exception {
        try (FilterHarness<RawMessage> filter = FIFO.harness().start(1)) {
            filter.process(message("a", 1));
            filter.advanceTo(HOUR / 2);
            filter.process(message("a", 2));
            filter.advanceTo(HOUR + HOUR / 8);
            assertThat(filter.process(message("a", 1), message("a", 2))).hasSize(1);
        }
    }

    private static RawMessage message(String group, int number) {
        return Messages.message(group + number, group, "", Map.of());
    }
}
