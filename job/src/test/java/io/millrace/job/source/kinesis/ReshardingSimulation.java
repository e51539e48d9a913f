package io.millrace.job.source.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.aws.ShardInfo;
import io.millrace.job.source.kinesis.ShardPosition.TrimHorizon;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A stream whose shards split, merge and leave, some before anybody saw them, readers that read, fail and are rescaled, and checkpoints between all of it, as
 * Flink orders them: the enumerator's part first, then the readers', and nothing that the enumerator gives out in between
 * is in the checkpoint. A reader that has a shard which has left comes to its end like any other: it sees that it is gone.
 *
 * <p>What a reader has read since the checkpoint to which it goes back is undone, as the rows in its files are.
 */
final class ReshardingSimulation {

    private final Random random;
    private final List<String> history = new ArrayList<>();

    private final Map<String, ShardInfo> stream = new TreeMap<>();
    private final TreeSet<String> open = new TreeSet<>();
    private final TreeSet<String> left = new TreeSet<>();
    private int shardsMade;
    private long now;

    private ShardGraph graph = new ShardGraph(new TrimHorizon(), KinesisSplit.UNKNOWN, List.of());
    private Known known = new Known(new TreeSet<>(), new TreeSet<>());
    private Settlements settlements = new Settlements();
    private Map<Integer, Reader> readers = new TreeMap<>();
    private Map<String, Integer> assignedSinceCheckpoint = new HashMap<>();
    private Checkpoint last;
    private long checkpoints;

    /** What one reader has in its hands, and what it has read to the end. */
    private record Reader(TreeMap<String, KinesisSplit> active, TreeSet<String> finished, List<String> read) {

        Reader() {
            this(new TreeMap<>(), new TreeSet<>(), new ArrayList<>());
        }

        Reader copy() {
            return new Reader(new TreeMap<>(active), new TreeSet<>(finished), new ArrayList<>(read));
        }
    }

    /** Shards that have been listed by a discovery, and those of which only a child has told. */
    private record Known(TreeSet<String> listed, TreeSet<String> unseen) {

        Known copy() {
            return new Known(new TreeSet<>(listed), new TreeSet<>(unseen));
        }

        boolean has(String shard) {
            return listed.contains(shard) || unseen.contains(shard);
        }

        List<String> all() {
            return Stream.concat(listed.stream(), unseen.stream()).toList();
        }
    }

    private record Checkpoint(List<KnownShard> shards, long discoveredAt, Known known, Map<Integer, Reader> readers) {}

    ReshardingSimulation(long seed) {
        random = new Random(seed);
        IntStream.range(0, 1 + random.nextInt(4)).forEach(i -> make(List.of()));
        IntStream.range(0, 1 + random.nextInt(3)).forEach(i -> readers.put(i, new Reader()));
    }

    /** Lives through so many events, then lets everything be read. */
    void run(int events) {
        for (int i = 0; i < events; i++) {
            now++;
            switch (random.nextInt(14)) {
                case 0 -> split();
                case 1 -> merge();
                case 2, 3 -> discover();
                case 4, 5, 6 -> finishSomething();
                case 7, 8 -> checkpoint();
                case 9 -> failOne();
                case 10 -> failAll(readers.size());
                case 11, 12 -> leave();
                default -> failAll(1 + random.nextInt(4));
            }
        }
        discover();
        while (!graph.allFinished()) {
            open.clear();
            assertThat(finishSomething())
                    .as("a shard that can be read%n%s", this)
                    .isTrue();
            discover();
        }
        assertThat(read()).as("shards that were read%n%s", this).containsExactlyInAnyOrderElementsOf(known.all());
        assertThat(known.all()).as("what the stream still has%n%s", this).containsAll(listed().keySet());
    }

    private void make(List<String> parents) {
        String id = "shard-%04d".formatted(shardsMade++);
        stream.put(id, new ShardInfo(id, parents, BigInteger.ZERO, BigInteger.TEN));
        open.add(id);
    }

    private void split() {
        if (!open.isEmpty()) {
            String parent = pick(open);
            open.remove(parent);
            make(List.of(parent));
            make(List.of(parent));
            note("split " + parent);
        }
    }

    private void merge() {
        if (open.size() > 1) {
            String one = pick(open);
            open.remove(one);
            String other = pick(open);
            open.remove(other);
            make(List.of(one, other));
            note("merge " + one + " and " + other);
        }
    }

    /** The oldest closed shards go first, as they do when the time of their records is over. */
    private void leave() {
        stream.values().stream()
                .filter(shard -> !open.contains(shard.shardId()) && left.containsAll(shard.parents()))
                .map(ShardInfo::shardId)
                .filter(shard -> !left.contains(shard))
                .findFirst()
                .ifPresent(shard -> {
                    left.add(shard);
                    note(shard + " leaves");
                });
    }

    private Map<String, ShardInfo> listed() {
        Map<String, ShardInfo> listed = new TreeMap<>(stream);
        listed.keySet().removeAll(left);
        return listed;
    }

    private void discover() {
        boolean first = known.listed.isEmpty();
        Map<String, ShardInfo> listed = listed();
        for (ShardInfo shard : listed.values()) {
            boolean fresh = !known.has(shard.shardId());
            known.listed.add(shard.shardId());
            if (fresh && !first) {
                shard.parents().stream()
                        .filter(parent -> !listed.containsKey(parent) && !known.has(parent))
                        .forEach(known.unseen::add);
            }
        }
        note("discover");
        graph.discovered(listed.values(), now);
        assign();
    }

    /** Those that come before it, as far as anybody knows of them. */
    private List<String> parents(String shard) {
        return known.unseen.contains(shard)
                ? List.of()
                : stream.get(shard).parents().stream().filter(known::has).toList();
    }

    private void assign() {
        assertThat(graph.unaccounted()).as("%s", this).isEmpty();
        deliver(graph.assign(new TreeSet<>(readers.keySet())));
    }

    private void deliver(Map<Integer, List<KinesisSplit>> assignments) {
        assignments.forEach((reader, splits) -> splits.forEach(split -> {
            note("reader " + reader + " gets " + split.shardId());
            assertThat(read())
                    .as("%s is begun after its parents%n%s", split.shardId(), this)
                    .containsAll(parents(split.shardId()));
            assertThat(readers.get(reader).active.put(split.shardId(), split)).isNull();
            assignedSinceCheckpoint.put(split.shardId(), reader);
        }));
    }

    /** A reader comes to the end of a closed shard; the enumerator hears of it at once. */
    private boolean finishSomething() {
        return finishOne() && assigned();
    }

    private boolean assigned() {
        assign();
        return true;
    }

    private boolean finishOne() {
        List<Integer> able = readers.entrySet().stream()
                .filter(reader -> reader.getValue().active.keySet().stream().anyMatch(id -> !open.contains(id)))
                .map(Map.Entry::getKey)
                .toList();
        if (able.isEmpty()) {
            return false;
        }
        Reader reader = readers.get(pick(able));
        String shard = pick(
                reader.active.keySet().stream().filter(id -> !open.contains(id)).toList());
        reader.active.remove(shard);
        reader.finished.add(shard);
        reader.read.add(shard);
        note("finish " + shard);
        graph.finished(List.of(shard));
        settlements.reported(List.of(shard));
        return true;
    }

    private void checkpoint() {
        long id = checkpoints++;
        settlements.seal(id);
        List<KnownShard> shards = graph.shards();
        long discoveredAt = graph.discoveredAtMillis();
        Known knownThen = known.copy();
        Map<String, Integer> assignedBefore = assignedSinceCheckpoint;
        assignedSinceCheckpoint = new HashMap<>();
        Map<Integer, Reader> states = new TreeMap<>();
        readers.forEach((number, reader) -> {
            if (random.nextInt(3) == 0) {
                finishOne();
            }
            states.put(number, reader.copy());
        });
        if (random.nextInt(4) == 0) {
            note("checkpoint fails");
            assignedSinceCheckpoint.putAll(assignedBefore);
        } else {
            note("checkpoint");
            last = new Checkpoint(shards, discoveredAt, knownThen, states);
            List<String> settled = settlements.completed(id);
            graph.settled(settled);
            readers.values().forEach(reader -> reader.finished.removeAll(settled));
        }
        // What the reports during the checkpoint set free is given out after the readers' part.
        assign();
    }

    /** One reader goes back to the last checkpoint; the enumerator does not. */
    private void failOne() {
        int failed = pick(new ArrayList<>(readers.keySet()));
        note("reader " + failed + " fails");
        Reader restored = last == null ? new Reader() : last.readers.get(failed).copy();
        List<KinesisSplit> back = new ArrayList<>();
        Reader before = readers.put(failed, restored);
        assignedSinceCheckpoint.entrySet().removeIf(assignment -> {
            boolean its = assignment.getValue() == failed;
            if (its) {
                back.add(split(assignment.getKey()));
            }
            return its;
        });
        assertThat(before).isNotNull();
        graph.returned(back);
        settlements.revived(back.stream().map(KinesisSplit::shardId).toList());
        start(failed, restored);
        assign();
    }

    /** Everything goes back to the last checkpoint, perhaps to another number of readers. */
    private void failAll(int parallelism) {
        note("all fail, and begin with " + parallelism);
        assignedSinceCheckpoint = new HashMap<>();
        settlements = new Settlements();
        Map<Integer, Reader> fresh = new TreeMap<>();
        IntStream.range(0, parallelism).forEach(i -> fresh.put(i, new Reader()));
        if (last == null) {
            graph = new ShardGraph(new TrimHorizon(), KinesisSplit.UNKNOWN, List.of());
            known = new Known(new TreeSet<>(), new TreeSet<>());
        } else {
            known = last.known.copy();
            graph = new ShardGraph(new TrimHorizon(), last.discoveredAt, last.shards);
            last.readers.forEach((number, state) -> {
                if (fresh.containsKey(number) && parallelism == last.readers.size()) {
                    fresh.put(number, state.copy());
                } else {
                    state.active.values().forEach(split -> anyOf(fresh).active.put(split.shardId(), split));
                    state.finished.forEach(id -> anyOf(fresh).finished.add(id));
                    anyOf(fresh).read.addAll(state.read);
                }
            });
            // A later failure of one reader goes back to this.
            last = new Checkpoint(last.shards, last.discoveredAt, last.known, copies(fresh));
        }
        readers = fresh;
        readers.forEach(this::start);
        if (last != null) {
            assign();
        }
    }

    private void start(int number, Reader reader) {
        graph.readerStarts(number);
        graph.holds(number, reader.active.values());
        settlements.revived(reader.active.keySet());
        graph.finished(reader.finished);
        settlements.reported(reader.finished);
    }

    private KinesisSplit split(String id) {
        ShardInfo info = stream.get(id);
        return new KinesisSplit(
                id, info.firstHashKey(), info.lastHashKey(), new TrimHorizon(), KinesisSplit.UNKNOWN, false);
    }

    private static Map<Integer, Reader> copies(Map<Integer, Reader> readers) {
        Map<Integer, Reader> copies = new TreeMap<>();
        readers.forEach((number, reader) -> copies.put(number, reader.copy()));
        return copies;
    }

    private Reader anyOf(Map<Integer, Reader> some) {
        return some.get(random.nextInt(some.size()));
    }

    private List<String> read() {
        return readers.values().stream().flatMap(reader -> reader.read.stream()).toList();
    }

    private <T> T pick(Collection<T> some) {
        return new ArrayList<>(some).get(random.nextInt(some.size()));
    }

    private void note(String event) {
        history.add(event);
    }

    @Override
    public String toString() {
        return String.join("\n", history);
    }
}
