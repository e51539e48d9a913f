package io.millrace.job.testkit;

import static java.util.Objects.requireNonNull;

import io.millrace.job.aws.KinesisStream;
import io.millrace.job.aws.ShardInfo;
import io.millrace.job.aws.ShardPage;
import io.millrace.job.aws.ShardPlace;
import java.util.List;
import java.util.Optional;

/** Passes every call on; a test overrides the one it watches or spoils. */
public abstract class ForwardingKinesisStream implements KinesisStream {

    private final KinesisStream stream;

    protected ForwardingKinesisStream(KinesisStream stream) {
        this.stream = requireNonNull(stream, "stream");
    }

    @Override
    public Description describe() throws InterruptedException {
        return stream.describe();
    }

    @Override
    public List<ShardInfo> shards() throws InterruptedException {
        return stream.shards();
    }

    @Override
    public String iterator(String shardId, ShardPlace place) throws InterruptedException {
        return stream.iterator(shardId, place);
    }

    @Override
    public ShardPage records(String iterator, int limit) throws InterruptedException {
        return stream.records(iterator, limit);
    }

    @Override
    public Optional<Consumer> consumer(String name) throws InterruptedException {
        return stream.consumer(name);
    }

    @Override
    public Consumer register(String name) throws InterruptedException {
        return stream.register(name);
    }

    @Override
    public void deregister(String name) throws InterruptedException {
        stream.deregister(name);
    }

    @Override
    public Subscription subscribe(String consumerArn, String shardId, ShardPlace place, Runnable onArrival) {
        return stream.subscribe(consumerArn, shardId, place, onArrival);
    }

    @Override
    public void close() {
        stream.close();
    }
}
