package io.millrace.job.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FakeKinesisPublisherTest extends KinesisPublisherContract {

    private FakeKinesisPublisher last;

    @Override
    KinesisPublisher stream(int shards) {
        last = new FakeKinesisPublisher(shards);
        return last;
    }

    @Override
    KinesisPublisher missing() {
        last = new FakeKinesisPublisher(1);
        last.remove();
        return last;
    }

    @Override
    List<String> texts(int shard) {
        return last.shard(shard).stream()
                .map(next -> new String(next.data(), StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void whatFailsIsNotOnTheStream() throws Exception {
        FakeKinesisPublisher stream =
                new FakeKinesisPublisher(1).thenThrottles(0).thenFails(KinesisException.Kind.UNAVAILABLE);
        List<OutgoingRecord> two = List.of(record("one", null), record("two", null));
        assertThat(stream.put(two))
                .satisfiesExactly(
                        first -> assertThat(first).isInstanceOf(EntryOutcome.Retryable.class),
                        second -> assertThat(second).isEqualTo(EntryOutcome.SUCCEEDED));
        assertThatThrownBy(() -> stream.put(two)).isInstanceOf(KinesisException.class);
        assertThat(stream.records()).hasSize(1);
        stream.close();
        assertThatThrownBy(() -> stream.put(two)).isInstanceOf(IllegalStateException.class);
    }
}
