package io.millrace.job.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.RawMessage;
import org.junit.jupiter.api.Test;

final class KeyedFilterTest {

    @Test
    void expiredIdsLeaveTheHeapWhileMessagesGoThrough() throws Exception {
        RedeliveriesTest.Kind standard = RedeliveriesTest.Kind.STANDARD;
        try (FilterHarness<RawMessage> filter = standard.harness().start(1)) {
            filter.process(standard.messages(0, 3000));
            assertThat(filter.rememberedKeys()).isEqualTo(3000);
            filter.advanceTo(3_600_000);
            filter.process(standard.messages(3000, 6000));
            assertThat(filter.rememberedKeys()).isBetween(3000, 3100);
        }
    }
}
