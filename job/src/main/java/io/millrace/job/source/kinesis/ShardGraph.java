package io.millrace.job.source.kinesis;

import static java.util.Objects.requireNonNull;

import io.millrace.job.aws.ShardInfo;
import io.millrace.job.source.kinesis.KnownShard.Status;
import io.millrace.job.source.kinesis.ShardPosition.TrimHorizon;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * Which shards there are, and who reads them: each once, and none before those of which it was made are finished. Knows
 * neither Flink nor AWS.
 *
 * <p>A shard that a reader has stays with that reader, through its restarts too: what a reader brings from its checkpoint
 * is its own, even when it had finished it since, as everything that it read after that checkpoint is gone with it.
 *
 * <p>Threads: one.
 */
final class ShardGraph {

    /** In place of the reader that has a shard, until that reader says so. */
    private static final int SOMEBODY = -1;

    private static final BigInteger LAST_HASH_KEY = BigInteger.TWO.pow(128).subtract(BigInteger.ONE);

    private final ShardPosition initial;
    private final Map<String, KnownShard> shards = new TreeMap<>();
    private final Map<String, Integer> owners = new HashMap<>();

    /** Finished ones that no reader can bring back. */
    private final Set<String> settled = new HashSet<>();

    private long discoveredAtMillis;

    /**
     * @param initial where the shards of the first discovery begin; all later ones begin with their first record
     * @param discoveredAtMillis when the last discovery was; {@link KinesisSplit#UNKNOWN} before the first
     * @param restored what a checkpoint knows
     */
    ShardGraph(ShardPosition initial, long discoveredAtMillis, Collection<KnownShard> restored) {
        this.initial = requireNonNull(initial, "initial");
        this.discoveredAtMillis = discoveredAtMillis;
        for (KnownShard shard : restored) {
            shards.put(shard.info().shardId(), shard);
            if (shard.status() == Status.ASSIGNED) {
                owners.put(shard.info().shardId(), SOMEBODY);
            } else if (shard.status() == Status.FINISHED) {
                settled.add(shard.info().shardId());
            }
        }
    }

    /**
     * The stream has been asked for its shards. One that it has no more, though its turn has not come, is given to a reader
     * all the same, which finds that it is gone; so is one that was made and has left again since the discovery before, of
     * which only its children tell.
     *
     * @param listed all that it has
     * @param askedAtMillis a time before it was asked, milliseconds since the epoch
     */
    void discovered(Collection<ShardInfo> listed, long askedAtMillis) {
        boolean first = discoveredAtMillis == KinesisSplit.UNKNOWN;
        Set<String> ids = new HashSet<>();
        listed.forEach(shard -> ids.add(shard.shardId()));
        List<ShardInfo> fresh = new ArrayList<>();
        for (ShardInfo shard : listed) {
            if (!shards.containsKey(shard.shardId())) {
                fresh.add(shard);
                if (!first) {
                    shard.parents().stream()
                            .filter(parent -> !ids.contains(parent) && !shards.containsKey(parent))
                            .forEach(parent -> fresh.add(unseen(parent)));
                }
            }
        }
        for (ShardInfo shard : fresh) {
            shards.put(
                    shard.shardId(),
                    new KnownShard(
                            shard,
                            Status.WAITING,
                            first ? initial : new TrimHorizon(),
                            first ? KinesisSplit.UNKNOWN : discoveredAtMillis));
        }
        shards.values()
                .removeIf(shard -> shard.status() == Status.FINISHED
                        && !ids.contains(shard.info().shardId())
                        && settled.remove(shard.info().shardId()));
        discoveredAtMillis = Math.max(discoveredAtMillis, askedAtMillis);
    }

    /** Gives every shard whose turn has come to the reader that has the fewest. */
    Map<Integer, List<KinesisSplit>> assign(SortedSet<Integer> readers) {
        Map<Integer, List<KinesisSplit>> assignments = new TreeMap<>();
        if (readers.isEmpty()) {
            return assignments;
        }
        Map<Integer, Integer> loads = new HashMap<>();
        owners.values().forEach(owner -> loads.merge(owner, 1, Integer::sum));
        for (KnownShard shard : List.copyOf(shards.values())) {
            if (shard.status() != Status.WAITING || !parentsFinished(shard)) {
                continue;
            }
            int reader = leastLoaded(readers, loads);
            loads.merge(reader, 1, Integer::sum);
            own(shard, reader);
            assignments.computeIfAbsent(reader, key -> new ArrayList<>()).add(shard.split());
        }
        return assignments;
    }

    /** A reader starts anew: until it says what it brings, what it had is somebody's. */
    void readerStarts(int reader) {
        owners.replaceAll((shard, owner) -> owner == reader ? SOMEBODY : owner);
    }

    /** A reader brings these shards out of a checkpoint, and will read on. */
    void holds(int reader, Collection<KinesisSplit> splits) {
        for (KinesisSplit split : splits) {
            int owner = owners.getOrDefault(split.shardId(), SOMEBODY);
            if (owner != SOMEBODY && owner != reader) {
                throw new IllegalStateException(
                        "readers " + owner + " and " + reader + " both have " + split.shardId());
            }
            own(known(split), reader);
        }
    }

    /** The last record of these shards has been read. */
    void finished(Collection<String> shardIds) {
        for (String id : shardIds) {
            shards.computeIfPresent(id, (key, shard) -> shard.as(Status.FINISHED));
            owners.remove(id);
        }
    }

    /** Shards come back from a reader that failed before a checkpoint had them. */
    void returned(Collection<KinesisSplit> splits) {
        for (KinesisSplit split : splits) {
            owners.remove(split.shardId());
            ShardInfo info = known(split).info();
            shards.put(
                    split.shardId(), new KnownShard(info, Status.WAITING, split.position(), split.readUntilMillis()));
        }
    }

    /** No reader will go back to a checkpoint in which these were not finished: they may be forgotten. */
    void settled(Collection<String> shardIds) {
        settled.addAll(shardIds);
    }

    private KnownShard known(KinesisSplit split) {
        KnownShard shard = shards.get(split.shardId());
        if (shard == null) {
            throw new IllegalStateException(split.shardId() + " is a reader's, and was never discovered");
        }
        return shard;
    }

    /** Shards of which no reader has said that it has them, though all should have. */
    List<String> unaccounted() {
        return owners.entrySet().stream()
                .filter(owner -> owner.getValue() == SOMEBODY)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** True when every shard that is known has been read to its end. */
    boolean allFinished() {
        return discoveredAtMillis != KinesisSplit.UNKNOWN
                && shards.values().stream().allMatch(shard -> shard.status() == Status.FINISHED);
    }

    boolean isFinished(String shardId) {
        KnownShard shard = shards.get(shardId);
        return shard == null || shard.status() == Status.FINISHED;
    }

    /** For a checkpoint. */
    List<KnownShard> shards() {
        return List.copyOf(shards.values());
    }

    /** When the last discovery was, milliseconds since the epoch; {@link KinesisSplit#UNKNOWN} before the first. */
    long discoveredAtMillis() {
        return discoveredAtMillis;
    }

    private void own(KnownShard shard, int reader) {
        shards.put(shard.info().shardId(), shard.as(Status.ASSIGNED));
        owners.put(shard.info().shardId(), reader);
    }

    /** Nothing is known of it but its name: any record may have been in it. */
    private static ShardInfo unseen(String shardId) {
        return new ShardInfo(shardId, List.of(), BigInteger.ZERO, LAST_HASH_KEY);
    }

    /** A parent that is not known has been read long ago, or had left the stream before it was ever read. */
    private boolean parentsFinished(KnownShard shard) {
        return shard.info().parents().stream().allMatch(this::isFinished);
    }

    private static int leastLoaded(SortedSet<Integer> readers, Map<Integer, Integer> loads) {
        int best = readers.first();
        for (int reader : readers) {
            if (loads.getOrDefault(reader, 0) < loads.getOrDefault(best, 0)) {
                best = reader;
            }
        }
        return best;
    }
}
