package io.millrace.job.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.aws.KinesisException.Kind;
import io.millrace.job.config.StreamName;
import io.millrace.job.testkit.FaultyKinesis;
import io.millrace.job.testkit.KinesaliteServer;
import io.millrace.job.testkit.KinesisFault;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

final class SdkKinesisPublisherIT extends KinesisPublisherContract {

    private static final String PUT = "PutRecords";
    private static final AtomicInteger NAMES = new AtomicInteger();

    @TempDir
    static Path directory;

    private static KinesaliteServer server;
    private static FaultyKinesis faulty;

    private String stream;

    @BeforeAll
    static void startServer() {
        server = KinesaliteServer.start(directory);
        faulty = FaultyKinesis.before(server.endpoint());
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            faulty.close();
            server.close();
        }
    }

    @Override
    KinesisPublisher stream(int shards) {
        stream = "stream-" + NAMES.incrementAndGet();
        server.createStream(stream, shards);
        return open(stream, faulty.endpoint());
    }

    @Override
    KinesisPublisher missing() {
        return open("missing", faulty.endpoint());
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

    @Override
    void nextCallFails(Kind kind) {
        KinesisFault fault = kind == Kind.THROTTLED ? KinesisFault.THROTTLED : KinesisFault.INTERNAL;
        faulty.next(PUT, Collections.nCopies(attempts(kind), fault).toArray(KinesisFault[]::new));
    }

    @Override
    void nextCallThrottles(Integer... positions) {
        faulty.next(PUT, KinesisFault.Partly.throttled(List.of(positions)::contains));
    }

    /** What is soon over is tried again at once; a shard's limits are a matter of whoever knows what else to do. */
    private static int attempts(Kind kind) {
        return kind == Kind.THROTTLED ? 1 : 3;
    }

    @Test
    void aServiceThatFailsForAMomentIsNotNoticed() throws Exception {
        try (KinesisPublisher publisher = stream(1)) {
            faulty.next(PUT, KinesisFault.INTERNAL, KinesisFault.UNAVAILABLE);
            assertThat(publisher.put(List.of(record("one", null)))).containsExactly(EntryOutcome.SUCCEEDED);
            assertThat(texts(0)).containsExactly("one");
        }
    }

    @Test
    void aCallWhoseAnswerIsLostIsMadeAgain() throws Exception {
        try (KinesisPublisher publisher = stream(1)) {
            faulty.next(PUT, KinesisFault.ANSWER_LOST);
            assertThat(publisher.put(List.of(record("one", null)))).containsExactly(EntryOutcome.SUCCEEDED);
            assertThat(texts(0)).as("at least once").containsExactly("one", "one");
        }
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
