package io.millrace.job.source.kinesis;

import static java.util.Objects.requireNonNull;

/**
 * How far a shard has been emitted, which is what a checkpoint holds.
 *
 * <p>Used by the task thread.
 */
final class ShardState {

    private final KinesisSplit restored;
    private ShardPosition position;
    private long readUntilMillis;

    ShardState(KinesisSplit restored) {
        this.restored = requireNonNull(restored, "restored");
        this.position = restored.position();
        this.readUntilMillis = restored.readUntilMillis();
    }

    void emitted(ShardEvent event) {
        position = event.position();
        readUntilMillis = event.readUntilMillis();
    }

    KinesisSplit split() {
        return restored.at(position, readUntilMillis);
    }
}
