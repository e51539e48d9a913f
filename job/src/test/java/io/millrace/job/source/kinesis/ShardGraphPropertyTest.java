package io.millrace.job.source.kinesis;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

final class ShardGraphPropertyTest {

    @Property(tries = 2000)
    void everyShardIsReadOnceAndAfterItsParentsWhateverHappens(
            @ForAll long seed, @ForAll @IntRange(max = 120) int events) {
        new ReshardingSimulation(seed).run(events);
    }
}
