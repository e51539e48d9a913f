package io.millrace.job.dedup;

import io.millrace.job.config.DeduplicateConfig;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;

/**
 * Where remembered ids are kept. On the heap one costs about 110 bytes and nothing is serialized; from some millions on
 * RocksDB keeps them on the local disk, and a checkpoint holds only what changed.
 *
 * <p>RocksDB lives in Flink's managed memory, and needs it: with 32 MiB a slot a message costs about 7 µs, with 3 MiB up
 * to ten times that.
 *
 * <p>A checkpoint of one kind cannot be restored into the other, only a savepoint in Flink's canonical form can.
 */
public enum StateBackendChoice {
    HEAP("hashmap"),
    ROCKSDB("rocksdb");

    /** How many ids are kept on the heap, and not more. */
    static final long MAX_ON_HEAP = 5_000_000;

    private final String backend;

    StateBackendChoice(String backend) {
        this.backend = backend;
    }

    public static StateBackendChoice of(DeduplicateConfig config) {
        return config.expectedIds() > MAX_ON_HEAP ? ROCKSDB : HEAP;
    }

    /** Sets what Flink reads. */
    public void applyTo(Configuration configuration) {
        configuration.set(StateBackendOptions.STATE_BACKEND, backend);
        configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, this == ROCKSDB);
        // Nearly every id is new, so nearly every look-up is for what is not there.
        configuration.set(RocksDBConfigurableOptions.USE_BLOOM_FILTER, this == ROCKSDB);
    }
}
