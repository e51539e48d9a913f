package io.millrace.job.commit;

import static java.util.Objects.requireNonNull;

import io.millrace.job.config.RollConfig;
import io.millrace.job.record.RoutedRecord;
import java.time.Duration;
import org.apache.flink.streaming.api.functions.sink.filesystem.PartFileInfo;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.CheckpointRollingPolicy;

/** Closes a file when it is large, full, old or idle enough, and at every checkpoint. */
final class RollPolicy extends CheckpointRollingPolicy<RoutedRecord, String> {

    private static final long serialVersionUID = 1L;
    private static final Duration CHECK_WITHOUT_TIMES = Duration.ofMinutes(1);

    private final long size;
    private final long inputSize;
    private final long rows;
    private final long ageMillis;
    private final long inactivityMillis;

    RollPolicy(RollConfig config) {
        requireNonNull(config, "config");
        size = config.size().bytes();
        inputSize =
                config.inputSize() == null ? Long.MAX_VALUE : config.inputSize().bytes();
        rows = config.rows() == null ? Long.MAX_VALUE : config.rows();
        ageMillis = config.age() == null ? Long.MAX_VALUE : config.age().toMillis();
        inactivityMillis = config.inactivity() == null
                ? Long.MAX_VALUE
                : config.inactivity().toMillis();
    }

    /**
     * How often open files must be looked at, so that a file is at most a tenth of the shortest time older than it
     * should be.
     */
    Duration checkInterval() {
        long shortest = Math.min(ageMillis, inactivityMillis);
        return shortest == Long.MAX_VALUE ? CHECK_WITHOUT_TIMES : Duration.ofMillis(Math.max(1, shortest / 10));
    }

    /** Asked before a row is written into a file that is open. */
    @Override
    public boolean shouldRollOnEvent(PartFileInfo<String> info, RoutedRecord next) {
        OpenFile file = (OpenFile) info;
        return file.rows() >= rows || file.inputBytes() >= inputSize || file.getSize() >= size;
    }

    @Override
    public boolean shouldRollOnProcessingTime(PartFileInfo<String> file, long now) {
        return now - file.getCreationTime() >= ageMillis || now - file.getLastUpdateTime() >= inactivityMillis;
    }
}
