package io.millrace.job.testkit;

import static org.awaitility.Awaitility.await;

import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
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

    /** The shards that take records, by their first hash key. */
    default List<Shard> openShards(String name) {
        return shards(name).stream()
                .filter(shard -> shard.sequenceNumberRange().endingSequenceNumber() == null)
                .sorted(Comparator.comparing(
                        shard -> new BigInteger(shard.hashKeyRange().startingHashKey())))
                .toList();
    }

    /** Splits an open shard in the middle. */
    default void split(String name, Shard shard) {
        BigInteger first = new BigInteger(shard.hashKeyRange().startingHashKey());
        BigInteger last = new BigInteger(shard.hashKeyRange().endingHashKey());
        client().splitShard(request -> request.streamName(name)
                .shardToSplit(shard.shardId())
                .newStartingHashKey(first.add(last).shiftRight(1).toString()));
        awaitActive(name);
    }

    /** Merges two open shards that are neighbours. */
    default void merge(String name, Shard shard, Shard next) {
        client().mergeShards(request ->
                request.streamName(name).shardToMerge(shard.shardId()).adjacentShardToMerge(next.shardId()));
        awaitActive(name);
    }

    /** Puts records, at most 500, that must all be taken. */
    default void put(String name, List<PutRecordsRequestEntry> records) {
        var response = client().putRecords(request -> request.streamName(name).records(records));
        if (response.failedRecordCount() != null && response.failedRecordCount() > 0) {
            throw new AssertionError(response.failedRecordCount() + " records were not taken: " + response);
        }
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
