package io.millrace.job.source.kinesis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which finished shards a reader may forget: a reader keeps each in its own checkpoints until a checkpoint of the
 * enumerator has it as finished, because the two take theirs at different moments.
 *
 * <p>Threads: one.
 */
final class Settlements {

    private final Set<String> reported = new HashSet<>();
    private final TreeMap<Long, Set<String>> sealed = new TreeMap<>();

    /** Readers have said that these are finished. */
    void reported(Collection<String> shardIds) {
        reported.addAll(shardIds);
    }

    /** These are read again. */
    void revived(Collection<String> shardIds) {
        reported.removeAll(shardIds);
        sealed.values().forEach(ids -> ids.removeAll(shardIds));
    }

    /** The checkpoint that is being taken has everything that was reported. */
    void seal(long checkpointId) {
        sealed.put(checkpointId, new HashSet<>(reported));
    }

    /** What may be forgotten now. Checkpoints before this one need not have been completed. */
    List<String> completed(long checkpointId) {
        var covered = sealed.headMap(checkpointId, true);
        Set<String> settled = new HashSet<>();
        covered.values().forEach(settled::addAll);
        covered.clear();
        reported.removeAll(settled);
        return new ArrayList<>(settled);
    }
}
