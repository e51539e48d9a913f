package io.millrace.job.route;

import io.millrace.model.ErrorKind;
import io.millrace.model.Rejection;
import io.millrace.model.Stage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.apache.flink.table.data.RowData;

/**
 * Directories of which some are called after fields. What a row's directories are is looked up by the values of these
 * fields; their text is made when it is new.
 */
final class FieldPartitioner implements Partitioner {

    private static final long serialVersionUID = 1L;

    /** Beyond so many partitions all are forgotten, and made anew as they come. */
    private static final int MOST_KNOWN = 1 << 14;

    /** From the outermost to the innermost: {@link FieldValue}s, and between them {@link Partitioner}s of the rest. */
    private final List<Object> parts;

    private transient PartitionKey key;
    private transient PartitionKey last;
    private transient String lastPartition;
    private transient Map<PartitionKey, String> known;

    FieldPartitioner(List<Object> parts) {
        this.parts = List.copyOf(parts);
    }

    @Override
    public String partition(RowData row, long eventTimeMicros) throws UnroutableException {
        if (known == null) {
            known = new HashMap<>();
            key = new PartitionKey(parts.size());
        }
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i) instanceof FieldValue field) {
                field.read(row, key, i);
            } else {
                key.set(i, ((Partitioner) parts.get(i)).partition(row, eventTimeMicros), 0);
            }
        }
        if (!key.equals(last)) {
            lookUp();
        }
        return lastPartition;
    }

    private void lookUp() throws UnroutableException {
        String partition = known.get(key);
        PartitionKey copy = key.copy();
        if (partition == null) {
            partition = path();
            if (known.size() == MOST_KNOWN) {
                known.clear();
            }
            known.put(copy, partition);
        }
        last = copy;
        lastPartition = partition;
    }

    private String path() throws UnroutableException {
        StringJoiner path = new StringJoiner("/");
        for (int i = 0; i < parts.size(); i++) {
            path.add(parts.get(i) instanceof FieldValue field ? field.name(key, i) : (String) key.object(i));
        }
        int bytes = PartitionPath.bytes(path.toString());
        if (bytes > PartitionPath.MAX_BYTES) {
            throw new UnroutableException(new Rejection(
                    Stage.ROUTE,
                    ErrorKind.ROUTE,
                    "the directories' names would be too long together",
                    null,
                    "at most " + PartitionPath.MAX_BYTES + " bytes",
                    bytes + " bytes",
                    List.of()));
        }
        return path.toString();
    }
}
