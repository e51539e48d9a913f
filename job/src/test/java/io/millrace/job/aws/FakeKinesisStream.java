package io.millrace.job.aws;

import io.millrace.job.aws.KinesisException.Kind;
import java.math.BigInteger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A stream in memory with the service's semantics: shards that split and merge, numbers that grow, records and closed
 * shards that leave when their time is over, iterators that expire. Errors of the network and of limits come on demand.
 */
public final class FakeKinesisStream implements KinesisStream {

    private static final BigInteger LAST_HASH_KEY = BigInteger.TWO.pow(128).subtract(BigInteger.ONE);
    private static final long ITERATOR_LIFE_MILLIS = Duration.ofMinutes(5).toMillis();
    private static final int SEQUENCE_DIGITS = 20;

    private final InstantSource clock;
    private final Duration retention;
    private final long createdAtMillis;
    private final Map<String, Shard> shards = new TreeMap<>();
    private final Map<String, Boolean> consumers = new HashMap<>();
    private final List<KinesisException> failures = new ArrayList<>();
    private final Map<Operation, KinesisException> failuresOf = new EnumMap<>(Operation.class);
    private final List<ShardPlace> places = new ArrayList<>();
    private long lastSequence;
    private int made;
    private int pagesPerSubscription = Integer.MAX_VALUE;
    private boolean closed;

    private static final class Shard {
        private final ShardInfo info;
        private final List<ShardRecord> records = new ArrayList<>();
        private long closedAtMillis = Long.MAX_VALUE;

        private Shard(ShardInfo info) {
            this.info = info;
        }
    }

    public FakeKinesisStream(InstantSource clock, Duration retention, int shardCount) {
        this.clock = clock;
        this.retention = retention;
        this.createdAtMillis = clock.millis();
        BigInteger width = LAST_HASH_KEY.add(BigInteger.ONE).divide(BigInteger.valueOf(shardCount));
        for (int index = 0; index < shardCount; index++) {
            BigInteger first = width.multiply(BigInteger.valueOf(index));
            make(
                    List.of(),
                    first,
                    index == shardCount - 1 ? LAST_HASH_KEY : first.add(width).subtract(BigInteger.ONE));
        }
    }

    /** Puts a record into a shard; returns its number. */
    public synchronized String put(String shardId, String key, byte[] data) {
        Shard shard = shards.get(shardId);
        if (shard.closedAtMillis != Long.MAX_VALUE) {
            throw new IllegalStateException(shardId + " is closed");
        }
        String number = nextNumber();
        shard.records.add(new ShardRecord(number, key, data, clock.millis()));
        return number;
    }

    public synchronized List<String> split(String shardId) {
        Shard parent = shards.get(shardId);
        parent.closedAtMillis = clock.millis();
        BigInteger middle =
                parent.info.firstHashKey().add(parent.info.lastHashKey()).shiftRight(1);
        return List.of(
                make(List.of(shardId), parent.info.firstHashKey(), middle),
                make(List.of(shardId), middle.add(BigInteger.ONE), parent.info.lastHashKey()));
    }

    public synchronized String merge(String lower, String upper) {
        shards.get(lower).closedAtMillis = clock.millis();
        shards.get(upper).closedAtMillis = clock.millis();
        return make(
                List.of(lower, upper),
                shards.get(lower).info.firstHashKey(),
                shards.get(upper).info.lastHashKey());
    }

    /** A call that a test can let fail. */
    public enum Operation {
        DESCRIBE,
        SHARDS,
        ITERATOR,
        RECORDS,
        CONSUMER,
        REGISTER,
        DEREGISTER,
        POLL
    }

    /** The next such call fails so; others before it do not. */
    public synchronized void failNext(Operation operation, Kind kind) {
        failuresOf.put(operation, failure(kind));
    }

    /** The next calls fail so, one after the other. */
    public synchronized void fail(Kind... kinds) {
        for (Kind kind : kinds) {
            failures.add(failure(kind));
        }
    }

    private static KinesisException failure(Kind kind) {
        return new KinesisException(kind, kind.name(), "asked for by the test", null);
    }

    /** Every subscription from now on ends after so many pages. */
    public synchronized void endSubscriptionsAfter(int pages) {
        pagesPerSubscription = pages;
    }

    /** Where readings have begun. */
    public synchronized List<ShardPlace> places() {
        return List.copyOf(places);
    }

    public synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public synchronized Description describe() {
        check(Operation.DESCRIBE);
        int open = (int) shards.values().stream()
                .filter(shard -> shard.closedAtMillis == Long.MAX_VALUE)
                .count();
        return new Description(
                "arn:aws:kinesis:local:000000000000:stream/fake", true, createdAtMillis, retention, open);
    }

    @Override
    public synchronized List<ShardInfo> shards() {
        check(Operation.SHARDS);
        trim();
        return shards.values().stream().map(shard -> shard.info).toList();
    }

    @Override
    public synchronized String iterator(String shardId, ShardPlace place) {
        check(Operation.ITERATOR);
        Shard shard = shard(shardId);
        places.add(place);
        return iterator(shardId, first(shard, place));
    }

    @Override
    public synchronized ShardPage records(String iterator, int limit) {
        check(Operation.RECORDS);
        String[] parts = iterator.split(" ", -1);
        if (clock.millis() - Long.parseLong(parts[2]) > ITERATOR_LIFE_MILLIS) {
            throw new KinesisException(Kind.EXPIRED_ITERATOR, "ExpiredIterator", "the iterator is too old", null);
        }
        ShardPage page = page(parts[0], parts[1], limit);
        return page.next() == null
                ? page
                : new ShardPage(page.records(), iterator(parts[0], page.next()), page.millisBehind());
    }

    @Override
    public synchronized Optional<Consumer> consumer(String name) {
        check(Operation.CONSUMER);
        return consumers.containsKey(name)
                ? Optional.of(new Consumer("arn:" + name, consumers.get(name)))
                : Optional.empty();
    }

    @Override
    public synchronized Consumer register(String name) {
        check(Operation.REGISTER);
        consumers.put(name, true);
        return new Consumer("arn:" + name, true);
    }

    @Override
    public synchronized void deregister(String name) {
        check(Operation.DEREGISTER);
        consumers.remove(name);
    }

    @Override
    public synchronized Subscription subscribe(
            String consumerArn, String shardId, ShardPlace place, Runnable onArrival) {
        return new FakeSubscription(consumerArn, shardId, place);
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    private final class FakeSubscription implements Subscription {

        private final String consumerArn;
        private final String shardId;
        private final ShardPlace place;
        private String next;
        private int pages;
        private boolean over;

        private FakeSubscription(String consumerArn, String shardId, ShardPlace place) {
            this.consumerArn = consumerArn;
            this.shardId = shardId;
            this.place = place;
        }

        @Override
        public Optional<ShardPage> poll() {
            synchronized (FakeKinesisStream.this) {
                if (over || ended()) {
                    return Optional.empty();
                }
                check(Operation.POLL);
                if (!consumers.containsKey(consumerArn.substring("arn:".length()))) {
                    throw new KinesisException(Kind.NOT_FOUND, "ResourceNotFound", "no consumer " + consumerArn, null);
                }
                if (next == null) {
                    places.add(place);
                    next = first(shard(shardId), place);
                }
                ShardPage page = page(shardId, next, MAX_RECORDS);
                next = page.next();
                over = next == null;
                pages++;
                return Optional.of(page);
            }
        }

        @Override
        public boolean ended() {
            return over || pages >= pagesPerSubscription;
        }

        @Override
        public void close() {
            over = true;
        }
    }

    private String first(Shard shard, ShardPlace place) {
        if (place instanceof ShardPlace.AtSequenceNumber at) {
            if (shard.records.stream()
                    .noneMatch(record -> record.sequenceNumber().compareTo(at.sequenceNumber()) <= 0)) {
                throw new KinesisException(
                        Kind.REFUSED,
                        "InvalidArgument",
                        "the sequence number " + at.sequenceNumber() + " is invalid",
                        null);
            }
            return at.sequenceNumber();
        }
        if (place instanceof ShardPlace.AtTimestamp at) {
            if (at.millis() > clock.millis()) {
                throw new KinesisException(Kind.REFUSED, "InvalidArgument", "the time is in the future", null);
            }
            return shard.records.stream()
                    .filter(record -> record.arrivedAtMillis() >= at.millis())
                    .map(ShardRecord::sequenceNumber)
                    .findFirst()
                    .orElseGet(this::nextNumber);
        }
        return "0".repeat(SEQUENCE_DIGITS);
    }

    private ShardPage page(String shardId, String from, int limit) {
        Shard shard = shard(shardId);
        List<ShardRecord> records = shard.records.stream()
                .filter(record -> record.sequenceNumber().compareTo(from) >= 0)
                .limit(limit)
                .toList();
        String next = records.isEmpty()
                ? from
                : successor(records.get(records.size() - 1).sequenceNumber());
        List<ShardRecord> left = shard.records.stream()
                .filter(record -> record.sequenceNumber().compareTo(next) >= 0)
                .toList();
        boolean last = left.isEmpty() && shard.closedAtMillis != Long.MAX_VALUE;
        long behind =
                left.isEmpty() ? 0 : Math.max(1, clock.millis() - left.get(0).arrivedAtMillis());
        return new ShardPage(records, last ? null : next, behind);
    }

    private Shard shard(String shardId) {
        trim();
        Shard shard = shards.get(shardId);
        if (shard == null) {
            throw new KinesisException(Kind.NOT_FOUND, "ResourceNotFound", "no shard " + shardId, null);
        }
        return shard;
    }

    private void trim() {
        long horizon = clock.millis() - retention.toMillis();
        shards.values().removeIf(shard -> shard.closedAtMillis < horizon);
        shards.values().forEach(shard -> shard.records.removeIf(record -> record.arrivedAtMillis() < horizon));
    }

    private void check(Operation operation) {
        if (closed) {
            throw new IllegalStateException("the stream is closed");
        }
        KinesisException own = failuresOf.remove(operation);
        if (own != null) {
            throw own;
        }
        if (!failures.isEmpty()) {
            throw failures.remove(0);
        }
    }

    private String make(List<String> parents, BigInteger first, BigInteger last) {
        String id = "shardId-%012d".formatted(made++);
        shards.put(id, new Shard(new ShardInfo(id, parents, first, last)));
        return id;
    }

    private String iterator(String shardId, String from) {
        return shardId + " " + from + " " + clock.millis();
    }

    private String nextNumber() {
        return "%020d".formatted(lastSequence += 2);
    }

    private static String successor(String number) {
        return "%020d".formatted(Long.parseLong(number) + 1);
    }
}
