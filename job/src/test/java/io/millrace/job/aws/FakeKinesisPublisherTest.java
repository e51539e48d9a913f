package io.millrace.job.aws;

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

    @Override
    void nextCallFails(KinesisException.Kind kind) {
        last.thenFails(kind);
    }

    @Override
    void nextCallThrottles(Integer... positions) {
        last.thenThrottles(positions);
    }

    @Test
    void aStreamThatIsClosedTakesNothing() {
        KinesisPublisher stream = stream(1);
        stream.close();
        assertThatThrownBy(() -> stream.put(List.of(record("one", null)))).isInstanceOf(IllegalStateException.class);
    }
}
