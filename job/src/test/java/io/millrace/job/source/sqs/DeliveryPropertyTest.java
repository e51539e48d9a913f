package io.millrace.job.source.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.aws.FakeSqsQueue.StaleDelete;
import io.millrace.job.source.sqs.DeliverySimulation.Breach;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever happens in whatever order: nothing is lost, nothing is twice, nothing stays. */
final class DeliveryPropertyTest {

    private static final int LARGEST_STEP = 1 << 22;

    @Property(tries = 300, shrinking = ShrinkingMode.BOUNDED)
    void everyScheduleDeliversEachMessageOnceAndDeletesIt(
            @ForAll @Size(min = 1, max = 300) List<@IntRange(max = LARGEST_STEP) Integer> schedule,
            @ForAll StaleDelete staleDelete) {
        run(schedule, Breach.NONE, staleDelete);
    }

    @Example
    void longSchedulesToo() {
        Random random = new Random(7);
        for (int round = 0; round < 20; round++) {
            run(random.ints(2000, 0, LARGEST_STEP).boxed().toList(), Breach.NONE, StaleDelete.values()[round % 2]);
        }
    }

    @Example
    void theChecksNoticeEveryRuleThatIsBroken() {
        for (Breach breach : Breach.values()) {
            assertThat(schedulesUntilNoticed(breach) > 0)
                    .as("%s is noticed within 200 schedules", breach)
                    .isEqualTo(breach != Breach.NONE);
        }
    }

    private static int schedulesUntilNoticed(Breach breach) {
        Random random = new Random(42);
        for (int count = 1; count <= 200; count++) {
            try {
                run(random.ints(300, 0, LARGEST_STEP).boxed().toList(), breach, StaleDelete.REFUSED);
            } catch (AssertionError noticed) {
                return count;
            }
        }
        return 0;
    }

    private static void run(List<Integer> schedule, Breach breach, StaleDelete staleDelete) {
        DeliverySimulation simulation = new DeliverySimulation(breach, staleDelete);
        schedule.forEach(simulation::step);
        simulation.settle();
    }
}
