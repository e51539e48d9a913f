package io.millrace.job.aws;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** A stream in memory, which fails as it is told. Any thread. */
public final class FakeKinesisPublisher implements KinesisPublisher {

    private static final BigInteger HASH_KEYS = BigInteger.ONE.shiftLeft(128);

    private final List<List<OutgoingRecord>> shards;
    private final Deque<UnaryOperator<List<EntryOutcome>>> answers = new ArrayDeque<>();
    private final List<Integer> calls = new ArrayList<>();
    private boolean exists = true;
    private boolean closed;

    public FakeKinesisPublisher(int shards) {
        this.shards = IntStream.range(0, shards)
                .<List<OutgoingRecord>>mapToObj(shard -> new ArrayList<>())
                .toList();
    }

    /** The stream is deleted. */
    public synchronized void remove() {
        exists = false;
    }

    /** The next call fails as a whole; nothing of it is on the stream. */
    public synchronized FakeKinesisPublisher thenFails(KinesisException.Kind kind) {
        answers.add(outcomes -> {
            throw new KinesisException(kind, kind.name(), "as told", null);
        });
        return this;
    }

    /** Of the next call these records fail, as when a shard is written to faster than it takes. */
    public synchronized FakeKinesisPublisher thenThrottles(Integer... positions) {
        List<Integer> failing = List.of(positions);
        answers.add(outcomes -> IntStream.range(0, outcomes.size())
                .mapToObj(index -> failing.contains(index)
                        ? new EntryOutcome.Retryable("ProvisionedThroughputExceededException", "Rate exceeded")
                        : outcomes.get(index))
                .toList());
        return this;
    }

    @Override
    public synchronized List<EntryOutcome> put(List<OutgoingRecord> records) throws InterruptedException {
        KinesisPublisher.checkBatch(records);
        if (closed) {
            throw new IllegalStateException("put after close");
        }
        if (Thread.interrupted()) {
            throw new InterruptedException("put");
        }
        calls.add(records.size());
        if (!exists) {
            throw new KinesisException(
                    KinesisException.Kind.NOT_FOUND, "ResourceNotFound", "cannot put records on stream fake", null);
        }
        for (OutgoingRecord next : records) {
            if (next.size() > MAX_RECORD_BYTES) {
                throw new KinesisException(
                        KinesisException.Kind.REFUSED, "Validation", "cannot put records on stream fake", null);
            }
        }
        List<EntryOutcome> outcomes = records.stream()
                .<EntryOutcome>map(next -> EntryOutcome.SUCCEEDED)
                .toList();
        if (!answers.isEmpty()) {
            outcomes = answers.remove().apply(outcomes);
        }
        for (int i = 0; i < records.size(); i++) {
            if (outcomes.get(i).equals(EntryOutcome.SUCCEEDED)) {
                shards.get(shardOf(records.get(i))).add(records.get(i));
            }
        }
        return outcomes;
    }

    /** How many records each call had. */
    public synchronized List<Integer> calls() {
        return List.copyOf(calls);
    }

    public synchronized List<OutgoingRecord> shard(int number) {
        return List.copyOf(shards.get(number));
    }

    /** All records, shard by shard. */
    public synchronized List<OutgoingRecord> records() {
        return shards.stream().flatMap(List::stream).toList();
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    private int shardOf(OutgoingRecord next) {
        BigInteger hashKey = next.hashKey() != null ? new BigInteger(next.hashKey()) : md5(next.partitionKey());
        return hashKey.multiply(BigInteger.valueOf(shards.size()))
                .divide(HASH_KEYS)
                .intValue();
    }

    private static BigInteger md5(String key) {
        try {
            return new BigInteger(1, MessageDigest.getInstance("MD5").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
