package io.millrace.job.aws;

import static java.util.Objects.requireNonNull;

import io.millrace.job.aws.KinesisException.Kind;
import io.millrace.job.config.StreamName;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ConsumerStatus;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** A stream through the AWS SDK. */
final class SdkKinesisStream implements KinesisStream {

    private final StreamName stream;
    private final KinesisClient client;
    private final Supplier<KinesisAsyncClient> streaming;

    /** Made when the first subscription wants it; its threads are not needed by a reader that polls. */
    private KinesisAsyncClient subscriber;

    /** The stream's ARN, without which consumers cannot be named; null until it is known. */
    private volatile String arn;

    /**
     * @param stream the stream
     * @param client closed with this
     * @param streaming makes the client of subscriptions, which is closed with this
     */
    SdkKinesisStream(StreamName stream, KinesisClient client, Supplier<KinesisAsyncClient> streaming) {
        this.stream = requireNonNull(stream, "stream");
        this.client = requireNonNull(client, "client");
        this.streaming = requireNonNull(streaming, "streaming");
        this.arn = stream.arn().orElse(null);
    }

    @Override
    public Description describe() throws InterruptedException {
        StreamDescriptionSummary summary = call(
                        "describe",
                        () -> client.describeStreamSummary(
                                request -> request.streamName(nameUnlessArn()).streamARN(givenArn())))
                .streamDescriptionSummary();
        arn = summary.streamARN();
        Instant created = summary.streamCreationTimestamp();
        return new Description(
                summary.streamARN(),
                summary.streamStatus() == StreamStatus.ACTIVE || summary.streamStatus() == StreamStatus.UPDATING,
                created == null ? 0 : created.toEpochMilli(),
                Duration.ofHours(summary.retentionPeriodHours()),
                summary.openShardCount() == null ? 0 : summary.openShardCount());
    }

    @Override
    public List<ShardInfo> shards() throws InterruptedException {
        List<ShardInfo> shards = new ArrayList<>();
        String token = null;
        do {
            String page = token;
            ListShardsResponse response = call(
                    "list the shards of",
                    () -> client.listShards(request -> {
                        if (page == null) {
                            request.streamName(nameUnlessArn()).streamARN(givenArn());
                        } else {
                            request.nextToken(page);
                        }
                    }));
            response.shards().forEach(shard -> shards.add(convert(shard)));
            token = response.nextToken();
        } while (token != null);
        return shards;
    }

    @Override
    public String iterator(String shardId, ShardPlace place) throws InterruptedException {
        GetShardIteratorRequest.Builder request = GetShardIteratorRequest.builder()
                .streamName(nameUnlessArn())
                .streamARN(givenArn())
                .shardId(shardId);
        if (place instanceof ShardPlace.AtSequenceNumber at) {
            request.shardIteratorType(ShardIteratorType.AT_SEQUENCE_NUMBER).startingSequenceNumber(at.sequenceNumber());
        } else if (place instanceof ShardPlace.AtTimestamp at) {
            request.shardIteratorType(ShardIteratorType.AT_TIMESTAMP).timestamp(Instant.ofEpochMilli(at.millis()));
        } else {
            request.shardIteratorType(ShardIteratorType.TRIM_HORIZON);
        }
        return call("begin to read " + shardId + " of", () -> client.getShardIterator(request.build()))
                .shardIterator();
    }

    @Override
    public ShardPage records(String iterator, int limit) throws InterruptedException {
        GetRecordsResponse response = call(
                "read",
                () -> client.getRecords(
                        request -> request.shardIterator(iterator).limit(limit).streamARN(givenArn())));
        return new ShardPage(
                records(response.records()),
                response.nextShardIterator(),
                response.millisBehindLatest() == null ? 0 : response.millisBehindLatest());
    }

    @Override
    public Optional<Consumer> consumer(String name) throws InterruptedException {
        String streamArn = arn();
        try {
            var consumer = call(
                            "describe the consumer " + name + " of",
                            () -> client.describeStreamConsumer(
                                    request -> request.streamARN(streamArn).consumerName(name)))
                    .consumerDescription();
            return Optional.of(
                    new Consumer(consumer.consumerARN(), consumer.consumerStatus() == ConsumerStatus.ACTIVE));
        } catch (KinesisException e) {
            if (e.kind() == Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public Consumer register(String name) throws InterruptedException {
        String streamArn = arn();
        try {
            var consumer = call(
                            "register the consumer " + name + " of",
                            () -> client.registerStreamConsumer(
                                    request -> request.streamARN(streamArn).consumerName(name)))
                    .consumer();
            return new Consumer(consumer.consumerARN(), consumer.consumerStatus() == ConsumerStatus.ACTIVE);
        } catch (KinesisException e) {
            // Somebody else may have been quicker; any other refusal stays one.
            Optional<Consumer> there = e.code().equals("ResourceInUse") ? consumer(name) : Optional.empty();
            return there.orElseThrow(() -> e);
        }
    }

    @Override
    public void deregister(String name) throws InterruptedException {
        String streamArn = arn();
        try {
            call(
                    "deregister the consumer " + name + " of",
                    () -> client.deregisterStreamConsumer(
                            request -> request.streamARN(streamArn).consumerName(name)));
        } catch (KinesisException e) {
            if (e.kind() != Kind.NOT_FOUND) {
                throw e;
            }
        }
    }

    @Override
    public Subscription subscribe(String consumerArn, String shardId, ShardPlace place, Runnable onArrival) {
        return SdkSubscription.begin(
                subscriber(),
                consumerArn,
                shardId,
                place,
                onArrival,
                "cannot read " + shardId + " of stream " + stream);
    }

    @Override
    public void close() {
        client.close();
        synchronized (this) {
            if (subscriber != null) {
                subscriber.close();
            }
        }
    }

    static List<ShardRecord> records(List<Record> records) {
        List<ShardRecord> converted = new ArrayList<>(records.size());
        for (Record record : records) {
            converted.add(new ShardRecord(
                    record.sequenceNumber(),
                    record.partitionKey(),
                    record.data().asByteArrayUnsafe(),
                    record.approximateArrivalTimestamp().toEpochMilli()));
        }
        return converted;
    }

    private synchronized KinesisAsyncClient subscriber() {
        if (subscriber == null) {
            subscriber = streaming.get();
        }
        return subscriber;
    }

    private String arn() throws InterruptedException {
        return arn != null ? arn : describe().arn();
    }

    private String givenArn() {
        return stream.arn().orElse(null);
    }

    private String nameUnlessArn() {
        return stream.arn().isPresent() ? null : stream.name();
    }

    private static ShardInfo convert(Shard shard) {
        return new ShardInfo(
                shard.shardId(),
                Stream.of(shard.parentShardId(), shard.adjacentParentShardId())
                        .filter(parent -> parent != null && !parent.isEmpty())
                        .toList(),
                new BigInteger(shard.hashKeyRange().startingHashKey()),
                new BigInteger(shard.hashKeyRange().endingHashKey()));
    }

    private <T> T call(String what, Supplier<T> request) throws InterruptedException {
        try {
            return request.get();
        } catch (SdkException e) {
            if (e instanceof AbortedException || Thread.currentThread().isInterrupted()) {
                InterruptedException interrupted =
                        new InterruptedException("interrupted: " + what + " stream " + stream);
                interrupted.initCause(e);
                throw interrupted;
            }
            throw KinesisErrors.classify(e, "cannot " + what + " stream " + stream);
        }
    }
}
