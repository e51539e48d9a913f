package io.millrace.job.source.sqs;

import static java.util.Objects.requireNonNull;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.io.SimpleVersionedSerialization;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.OperatorStateHandle;

/**
 * The receipts that checkpoints on disk hold, read as a job reads them that goes on from there: whatever is deleted
 * from a queue must stand here before.
 */
public final class CheckpointedReceipts {

    /** What Flink calls the splits of a reader. */
    private static final String SPLITS = "SourceReaderState";

    private CheckpointedReceipts() {}

    /**
     * Reads all complete checkpoints and savepoints under a directory.
     *
     * @return receipt handles, with the time in milliseconds at which the first checkpoint with it was complete
     */
    public static Map<String, Long> under(Path directory) throws IOException {
        Map<String, Long> receipts = new HashMap<>();
        for (Path metadata : complete(requireNonNull(directory, "directory"))) {
            long complete = Files.getLastModifiedTime(metadata).toMillis();
            for (String handle : handles(metadata)) {
                receipts.merge(handle, complete, Math::min);
            }
        }
        return Collections.unmodifiableMap(receipts);
    }

    private static List<Path> complete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.endsWith("_metadata")).toList();
        } catch (UncheckedIOException e) {
            // A checkpoint was given up and removed while it was listed.
            return complete(directory);
        }
    }

    private static List<String> handles(Path metadata) throws IOException {
        List<String> handles = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(Files.newInputStream(metadata))) {
            CheckpointMetadata checkpoint = Checkpoints.loadCheckpointMetadata(
                    in,
                    CheckpointedReceipts.class.getClassLoader(),
                    metadata.getParent().toUri().toString());
            for (OperatorState operator : checkpoint.getOperatorStates()) {
                for (OperatorSubtaskState subtask : operator.getStates()) {
                    for (OperatorStateHandle state : subtask.getManagedOperatorState()) {
                        OperatorStateHandle.StateMetaInfo splits =
                                state.getStateNameToPartitionOffsets().get(SPLITS);
                        if (splits != null) {
                            read(state, splits.getOffsets(), handles);
                        }
                    }
                }
            }
        }
        return handles;
    }

    private static void read(OperatorStateHandle state, long[] offsets, List<String> handles) throws IOException {
        SqsSplitSerializer serializer = new SqsSplitSerializer();
        try (FSDataInputStream in = state.openInputStream()) {
            for (long offset : offsets) {
                in.seek(offset);
                byte[] split = BytePrimitiveArraySerializer.INSTANCE.deserialize(new DataInputViewStreamWrapper(in));
                SimpleVersionedSerialization.readVersionAndDeSerialize(serializer, split).receipts().stream()
                        .map(SealedReceipt::handle)
                        .forEach(handles::add);
            }
        }
    }
}
