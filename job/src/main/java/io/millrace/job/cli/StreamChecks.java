package io.millrace.job.cli;

import static java.util.Objects.requireNonNull;

import io.millrace.job.aws.KinesisException;
import io.millrace.job.aws.KinesisStream;
import io.millrace.job.aws.ShardInfo;
import io.millrace.job.aws.ShardPlace;
import io.millrace.job.cli.Findings.Finding;
import io.millrace.job.config.FanOutConfig.Lifecycle;
import io.millrace.job.config.KinesisSourceConfig;
import io.millrace.job.config.KinesisSourceConfig.ReaderType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks a Kinesis stream whether it is there and lets a job read it. Reads a record without a trace, and registers no
 * consumer, because one costs money from then on.
 */
final class StreamChecks {

    private static final String STREAM = "source.kinesis.stream";
    private static final String CONSUMER = "source.kinesis.efo.consumer-name";

    private final KinesisSourceConfig source;
    private final List<Finding> problems = new ArrayList<>();
    private final List<Finding> warnings = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<Finding> passed = new ArrayList<>();

    private StreamChecks(KinesisSourceConfig source) {
        this.source = requireNonNull(source, "source");
    }

    /** @param checkpointInterval of the pipeline */
    static Findings of(KinesisSourceConfig source, Duration checkpointInterval, KinesisStream.Factory factory)
            throws InterruptedException {
        StreamChecks checks = new StreamChecks(source);
        try (KinesisStream stream = factory.open()) {
            checks.stream(stream, checkpointInterval);
            if (checks.problems.isEmpty()) {
                checks.passed.add(new Finding(source.stream().value(), STREAM, "answers, and may be read"));
            }
        } catch (KinesisException e) {
            checks.problem(STREAM, explained(e));
        }
        return new Findings(checks.problems, checks.warnings, checks.notes, checks.passed);
    }

    private void stream(KinesisStream stream, Duration checkpointInterval) throws InterruptedException {
        KinesisStream.Description description = stream.describe();
        if (!description.active()) {
            problem(STREAM, "the stream is being created or deleted");
            return;
        }
        notes.add("the stream has " + Units.count(description.openShards(), "open shard") + ", which give at most "
                + Units.bytes(description.openShards() * 2.0 * (1 << 20)) + "/s, and keeps records for "
                + Units.duration(description.retention())
                + ": a job that stands still for longer loses what it has not read");
        if (description.retention().compareTo(checkpointInterval.multipliedBy(2)) < 0) {
            warnings.add(new Finding(
                    source.stream().value(), "checkpoint.interval", "is more than half of the stream's retention"));
        }
        List<ShardInfo> shards = stream.shards();
        if (source.readerType() == ReaderType.EFO) {
            consumer(stream);
        } else if (!shards.isEmpty()) {
            read(stream, shards.get(0));
        }
    }

    /** A shard that others read at its limits shows as well that it may be read. */
    private static void read(KinesisStream stream, ShardInfo shard) throws InterruptedException {
        try {
            stream.records(stream.iterator(shard.shardId(), new ShardPlace.TrimHorizon()), 1);
        } catch (KinesisException e) {
            if (e.kind() != KinesisException.Kind.THROTTLED) {
                throw e;
            }
        }
    }

    private void consumer(KinesisStream stream) throws InterruptedException {
        String name = source.efo().consumerName().value();
        Optional<KinesisStream.Consumer> consumer;
        try {
            consumer = stream.consumer(name);
        } catch (KinesisException e) {
            problem(CONSUMER, explained(e));
            return;
        }
        if (consumer.isPresent()) {
            notes.add(
                    "the consumer " + name + " is registered" + (consumer.get().active() ? "" : ", not active yet"));
        } else if (source.efo().lifecycle() == Lifecycle.SELF_MANAGED) {
            problem(
                    CONSUMER,
                    "the stream has no such consumer, and lifecycle: self-managed leaves it to you to register it");
        } else {
            notes.add("the consumer " + name + " is not registered; the job will do so, and needs"
                    + " kinesis:RegisterStreamConsumer and kinesis:SubscribeToShard");
        }
    }

    private void problem(String key, String message) {
        problems.add(new Finding(source.stream().value(), key, message));
    }

    private static String explained(KinesisException e) {
        return switch (e.kind()) {
            case NOT_FOUND -> "there is no such stream, or not in this region or account: " + e.getMessage();
            case ACCESS_DENIED -> "the credentials are missing, wrong, or do not allow it: " + e.getMessage();
            case REFUSED, EXPIRED_ITERATOR, THROTTLED, UNAVAILABLE -> e.getMessage();
        };
    }
}
