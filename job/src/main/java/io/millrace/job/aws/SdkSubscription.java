package io.millrace.job.aws;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.reactivestreams.Subscriber;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StartingPosition;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEventStream;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponse;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponseHandler;

/**
 * A subscription through the AWS SDK. It asks for one event at a time, and for the next when that one is taken, so that no
 * more than one waits; the service keeps the others.
 *
 * <p>Threads: events come in the SDK's threads, {@link #poll} in the reader's.
 */
final class SdkSubscription implements KinesisStream.Subscription, SubscribeToShardResponseHandler {

    private final Runnable onArrival;
    private final String tried;
    private final Queue<ShardPage> arrived = new ArrayDeque<>();

    private org.reactivestreams.Subscription events;
    private boolean completed;
    private boolean closed;
    private Throwable failure;

    private SdkSubscription(Runnable onArrival, String tried) {
        this.onArrival = requireNonNull(onArrival, "onArrival");
        this.tried = requireNonNull(tried, "tried");
    }

    static SdkSubscription begin(
            KinesisAsyncClient client,
            String consumerArn,
            String shardId,
            ShardPlace place,
            Runnable onArrival,
            String tried) {
        SdkSubscription subscription = new SdkSubscription(onArrival, tried);
        // How it ends is said to the subscription.
        CompletableFuture<Void> unused = client.subscribeToShard(
                        request -> request.consumerARN(consumerArn)
                                .shardId(shardId)
                                .startingPosition(position(place)),
                        subscription)
                .whenComplete((nothing, error) -> {
                    if (error != null) {
                        subscription.failed(error instanceof CompletionException e ? e.getCause() : error);
                    } else {
                        subscription.complete();
                    }
                });
        return subscription;
    }

    @Override
    public synchronized Optional<ShardPage> poll() {
        ShardPage page = arrived.poll();
        if (page != null) {
            if (events != null) {
                events.request(1);
            }
            return Optional.of(page);
        }
        if (failure != null) {
            throw KinesisErrors.classify(failure, tried);
        }
        return Optional.empty();
    }

    @Override
    public synchronized boolean ended() {
        return completed && arrived.isEmpty() && failure == null;
    }

    @Override
    public synchronized void close() {
        closed = true;
        arrived.clear();
        if (events != null) {
            events.cancel();
        }
    }

    @Override
    public void responseReceived(SubscribeToShardResponse response) {}

    @Override
    public void onEventStream(SdkPublisher<SubscribeToShardEventStream> publisher) {
        publisher.filter(SubscribeToShardEvent.class).subscribe(new Subscriber<>() {
            @Override
            public void onSubscribe(org.reactivestreams.Subscription subscription) {
                begun(subscription);
            }

            @Override
            public void onNext(SubscribeToShardEvent event) {
                arrived(event);
            }

            @Override
            public void onError(Throwable error) {
                failed(error);
            }

            @Override
            public void onComplete() {
                SdkSubscription.this.complete();
            }
        });
    }

    @Override
    public void exceptionOccurred(Throwable error) {
        failed(error);
    }

    @Override
    public synchronized void complete() {
        completed = true;
        onArrival.run();
    }

    private synchronized void begun(org.reactivestreams.Subscription subscription) {
        if (closed) {
            subscription.cancel();
            return;
        }
        events = subscription;
        events.request(1);
    }

    private synchronized void arrived(SubscribeToShardEvent event) {
        if (closed) {
            return;
        }
        // Kinesis names the children at the end of a shard, and only there.
        boolean last = event.continuationSequenceNumber() == null
                || !event.childShards().isEmpty();
        arrived.add(new ShardPage(
                SdkKinesisStream.records(event.records()),
                last ? null : event.continuationSequenceNumber(),
                event.millisBehindLatest() == null ? 0 : event.millisBehindLatest()));
        onArrival.run();
    }

    private synchronized void failed(Throwable error) {
        if (!closed && failure == null) {
            failure = error;
        }
        onArrival.run();
    }

    private static StartingPosition position(ShardPlace place) {
        StartingPosition.Builder position = StartingPosition.builder();
        if (place instanceof ShardPlace.AtSequenceNumber at) {
            position.type(ShardIteratorType.AT_SEQUENCE_NUMBER).sequenceNumber(at.sequenceNumber());
        } else if (place instanceof ShardPlace.AtTimestamp at) {
            position.type(ShardIteratorType.AT_TIMESTAMP).timestamp(Instant.ofEpochMilli(at.millis()));
        } else {
            position.type(ShardIteratorType.TRIM_HORIZON);
        }
        return position.build();
    }
}
