package io.millrace.job.it;

import io.millrace.model.RawMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Collects, beside the job, which checkpoint holds which message, and judges every delete by the checkpoints that are
 * on disk at that instant. A message may be deleted when a checkpoint is complete (its metadata exists) that was taken
 * after the message was emitted: that checkpoint holds the message's file, so a kill at that instant and a restart
 * would make it visible.
 */
final class Evidence {

    private static final Map<Integer, Set<String>> EMITTED = new HashMap<>();
    /** Per subtask and checkpoint: what it had emitted before that barrier. Only what no completed one holds yet. */
    private static final Map<Integer, Map<Long, Set<String>>> SNAPSHOTS = new HashMap<>();

    private static final Set<String> HELD = new HashSet<>();
    private static final List<String> WRONG = new ArrayList<>();
    private static Path checkpoints;
    private static long deletes;
    private static int starts;

    private Evidence() {}

    static synchronized void collectFor(Path checkpointDirectory) {
        EMITTED.clear();
        SNAPSHOTS.clear();
        HELD.clear();
        WRONG.clear();
        checkpoints = checkpointDirectory;
        deletes = 0;
        starts = 0;
    }

    /** A new attempt: what the last one put into checkpoints that did not complete is void. */
    static synchronized void readerStarts(int subtask) {
        settle();
        starts++;
        EMITTED.put(subtask, new HashSet<>());
        SNAPSHOTS.put(subtask, new HashMap<>());
    }

    static synchronized void emitted(int subtask, RawMessage message) {
        EMITTED.get(subtask).add(message.origin().position());
    }

    static synchronized void snapshot(int subtask, long checkpointId) {
        SNAPSHOTS.get(subtask).put(checkpointId, EMITTED.get(subtask));
        EMITTED.put(subtask, new HashSet<>());
    }

    static synchronized void completed(long checkpointId) {
        settle();
    }

    /** Judges the delete of a message. */
    static synchronized void deleted(String messageId) {
        deletes++;
        if (!HELD.contains(messageId)) {
            settle();
        }
        if (!HELD.contains(messageId)) {
            WRONG.add(messageId);
        }
    }

    /** How many readers there were, over all attempts: so many to an attempt as there are subtasks. */
    static synchronized int readersStarted() {
        return starts;
    }

    static synchronized long deletes() {
        return deletes;
    }

    /** Messages that were deleted before a completed checkpoint held them. */
    static synchronized List<String> deletedTooEarly() {
        return List.copyOf(WRONG);
    }

    /** Moves what a checkpoint on disk holds to {@link #HELD}; a later checkpoint of the attempt holds it too. */
    private static void settle() {
        OptionalLong newest = newestOnDisk();
        if (newest.isEmpty()) {
            return;
        }
        for (Map<Long, Set<String>> snapshots : SNAPSHOTS.values()) {
            snapshots.entrySet().removeIf(snapshot -> {
                boolean complete = snapshot.getKey() <= newest.getAsLong();
                if (complete) {
                    HELD.addAll(snapshot.getValue());
                }
                return complete;
            });
        }
    }

    private static OptionalLong newestOnDisk() {
        try (Stream<Path> files = Files.walk(checkpoints)) {
            return files.filter(path -> path.endsWith("_metadata"))
                    .mapToLong(path -> Long.parseLong(
                            path.getParent().getFileName().toString().substring("chk-".length())))
                    .max();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (UncheckedIOException e) {
            // A checkpoint was removed while it was listed: its successor is there.
            return newestOnDisk();
        }
    }
}
