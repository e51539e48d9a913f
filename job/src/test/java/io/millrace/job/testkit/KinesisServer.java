package io.millrace.job.testkit;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** What the Kinesis servers of tests have in common. */
public interface KinesisServer extends AutoCloseable {

    /** For the {@code endpoint} of a configuration. */
    URI endpoint();

    /** The SDK's client, for what the job's own interfaces leave out. */
    KinesisClient client();

    /** A stream that is ready. */
    default void createStream(String name, int shards) {
        client().createStream(request -> request.streamName(name).shardCount(shards));
        awaitActive(name);
    }

    /** The stream's shards, closed ones included. */
    default List<Shard> shards(String name) {
        return client().listShards(request -> request.streamName(name)).shards();
    }

    /** Waits for the end of what changes the stream. */
    default void awaitActive(String name) {
        await().alias("stream " + name + " is active")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> client().describeStreamSummary(request -> request.streamName(name))
                                .streamDescriptionSummary()
                                .streamStatus()
                        == StreamStatus.ACTIVE);
    }

    @Override
    void close();

    /** A client for a server on this machine. */
    static KinesisClient client(URI endpoint) {
        return KinesisClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClientBuilder(ApacheHttpClient.builder().maxConnections(64))
                .build();
    }
}
