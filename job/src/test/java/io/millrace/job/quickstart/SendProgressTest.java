package io.millrace.job.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SendProgressTest {

    /** Threads claim and confirm in any order; the model is the set of confirmed steps. */
    @Property(tries = 300)
    void confirmedIsAlwaysTheFirstStepThatIsNotDone(
            @ForAll @IntRange(max = 200) int steps,
            @ForAll @IntRange(min = 1, max = 20) int atOnce,
            @ForAll long seed) {
        Random random = new Random(seed);
        SendProgress progress = new SendProgress(steps, 0);
        BitSet model = new BitSet();
        List<StepRange> underWay = new ArrayList<>();
        boolean more = true;
        while (more || !underWay.isEmpty()) {
            if (more && (underWay.isEmpty() || random.nextInt(3) > 0)) {
                Optional<StepRange> claimed = progress.claim(atOnce);
                claimed.ifPresent(underWay::add);
                more = claimed.isPresent();
            } else {
                StepRange done = underWay.remove(random.nextInt(underWay.size()));
                long before = progress.confirmed();
                boolean grown = progress.confirm(done);
                model.set((int) done.from(), (int) done.to());
                assertThat(grown).isEqualTo(progress.confirmed() > before);
            }
            assertThat(progress.confirmed()).isEqualTo(model.nextClearBit(0));
        }
        assertThat(progress.complete()).isTrue();
        assertThat(model.cardinality()).isEqualTo(steps);
    }

    @Test
    void goesOnAfterWhatIsDone() {
        assertThat(new SendProgress(100, 90).claim(20)).contains(new StepRange(90, 100));
        assertThat(new SendProgress(100, 100).claim(20)).isEmpty();
        assertThat(new SendProgress(100, 100).complete()).isTrue();
    }

    @Test
    void aStepIsConfirmedOnceAndOnlyAfterItWasClaimed() {
        SendProgress progress = new SendProgress(100, 0);
        StepRange first = progress.claim(10).orElseThrow();
        progress.confirm(first);

        assertThatIllegalStateException()
                .isThrownBy(() -> progress.confirm(first))
                .withMessageContaining("under way");
        assertThatIllegalStateException().isThrownBy(() -> progress.confirm(new StepRange(10, 20)));
    }

    @Test
    void moreThanAllCannotBeDone() {
        assertThatThrownBy(() -> new SendProgress(10, 11)).hasMessage("11 steps of 10 cannot be done");
        assertThatThrownBy(() -> new StepRange(5, 5)).hasMessageContaining("at least one");
    }
}
