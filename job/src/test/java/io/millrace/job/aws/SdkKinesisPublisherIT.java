package io.millrace.job.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.config.StreamName;
import io.millrace.job.testkit.KinesaliteServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

final class SdkKinesisPublisherIT extends KinesisPublisherContract {

    private static final AtomicInteger NAMES = new AtomicInteger();

    @TempDir
    static Path directory;

    private static KinesaliteServer server;

    private String stream;

    @BeforeAll
    static void startServer() {
        server = KinesaliteServer.start(directory);
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    KinesisPublisher stream(int shards) {
        stream = "stream-" + NAMES.incrementAndGet();
        server.createStream(stream, shards);
        return open(stream, server.endpoint());
    }

    @Override
    KinesisPublisher missing() {
        return open("missing", server.endpoint());
    }

    @Override
    List<String> texts(int shard) {
        String shardId = server.shards(stream).get(shard).shardId();
        String iterator = server.client()
                .getShardIterator(request ->
                        request.streamName(stream).shardId(shardId).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
        return server.client().getRecords(request -> request.shardIterator(iterator)).records().stream()
                .map(next -> next.data().asUtf8String())
                .toList();
    }

    @Test
    void aServerThatIsNotThereIsAPassingFailure() {
        try (KinesisPublisher nobody = open("events", URI.create("http://localhost:9"))) {
            assertThatThrownBy(() -> nobody.put(List.of(record("one", null))))
                    .isInstanceOfSatisfying(KinesisException.class, e -> assertThat(e.retryable())
                            .isTrue());
        }
    }

    @Test
    void anInterruptEndsACall() {
        try (KinesisPublisher publisher = stream(1)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> publisher.put(List.of(record("one", null))))
                    .isInstanceOf(InterruptedException.class);
        } finally {
            assertThat(Thread.interrupted()).isIn(true, false);
        }
    }

    private static KinesisPublisher open(String stream, URI endpoint) {
        return KinesisPublishers.of(new StreamName(stream), "us-east-1", endpoint, 4)
                .open();
    }
}
