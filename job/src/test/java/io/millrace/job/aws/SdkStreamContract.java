package io.millrace.job.aws;

import io.millrace.job.aws.KinesisException.Kind;
import io.millrace.job.config.StreamName;
import io.millrace.job.testkit.FaultyKinesis;
import io.millrace.job.testkit.KinesisServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.Shard;

/** The SDK's client in front of a server, one for all tests of a class. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class SdkStreamContract extends KinesisStreamContract {

    private final Map<KinesisStream, String> names = new ConcurrentHashMap<>();
    private KinesisServer server;
    private FaultyKinesis faulty;

    abstract KinesisServer start(Path directory);

    @BeforeAll
    void startServer(@TempDir Path directory) {
        server = start(directory);
        faulty = FaultyKinesis.before(server.endpoint());
    }

    @AfterAll
    void stopServer() {
        if (server != null) {
            faulty.close();
            server.close();
        }
    }

    @Override
    public KinesisStream stream(int shards) {
        String name = "stream-" + names.size();
        server.createStream(name, shards);
        KinesisStream stream = open(name);
        names.put(stream, name);
        return stream;
    }

    @Override
    KinesisStream missingStream() {
        return open("missing");
    }

    @Override
    public void put(KinesisStream stream, String key, byte[] data) {
        server.put(
                names.get(stream),
                List.of(PutRecordsRequestEntry.builder()
                        .partitionKey(key)
                        .data(SdkBytes.fromByteArray(data))
                        .build()));
    }

    @Override
    void split(KinesisStream stream, String shardId) {
        server.split(names.get(stream), shard(stream, shardId));
    }

    @Override
    void merge(KinesisStream stream, String lower, String upper) {
        server.merge(names.get(stream), shard(stream, lower), shard(stream, upper));
    }

    @Override
    void nextReadFails(KinesisStream stream, Kind kind) {
        faulty.next("GetRecords", ReadFaults.of(kind));
    }

    private KinesisStream open(String name) {
        return KinesisStreams.of(new StreamName(name), "us-east-1", faulty.endpoint())
                .open();
    }

    private Shard shard(KinesisStream stream, String shardId) {
        return server.openShards(names.get(stream)).stream()
                .filter(shard -> shard.shardId().equals(shardId))
                .findFirst()
                .orElseThrow();
    }
}
