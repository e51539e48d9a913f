package io.millrace.job.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.config.DeduplicateConfig;
import java.time.Duration;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.StateBackendLoader;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;

final class StateBackendChoiceTest {

    @Test
    void upToFiveMillionIdsAreKeptOnTheHeap() throws Exception {
        assertThat(backend(1)).isInstanceOf(HashMapStateBackend.class);
        assertThat(backend(5_000_000)).isInstanceOf(HashMapStateBackend.class);
    }

    @Test
    void moreAreKeptInRocksDbWithIncrementalCheckpoints() throws Exception {
        StateBackend backend = backend(5_000_001);
        assertThat(backend).isInstanceOf(EmbeddedRocksDBStateBackend.class);
        assertThat(((EmbeddedRocksDBStateBackend) backend).isIncrementalCheckpointsEnabled())
                .isTrue();
    }

    private static StateBackend backend(long expectedIds) throws Exception {
        Configuration configuration = new Configuration();
        StateBackendChoice.of(new DeduplicateConfig(Duration.ofHours(1), null, expectedIds))
                .applyTo(configuration);
        return StateBackendLoader.loadStateBackendFromConfig(
                configuration, StateBackendChoiceTest.class.getClassLoader(), null);
    }
}
