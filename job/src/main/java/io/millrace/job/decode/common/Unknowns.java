package io.millrace.job.decode.common;

import io.millrace.job.config.DecodeConfig;
import io.millrace.job.decode.DroppedFields;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.record.SlotRow;
import java.util.HashMap;
import java.util.Map;

/** What the pipeline does with the fields of a record that its schema does not know. */
public final class Unknowns {

    private static final int LONGEST_NAME = 100;

    private final DecodeConfig.UnknownFields policy;
    private final IgnoredNames names;
    private final Rescue rescue;
    private final Map<String, Runnable> counters = new HashMap<>();

    /** @param output the schema of the rows, with the column for what is rescued where that is the policy */
    public Unknowns(DecodeConfig config, RecordSchema output, DroppedFields dropped) {
        policy = config.unknownFields();
        names = new IgnoredNames(dropped);
        rescue = policy == DecodeConfig.UnknownFields.CAPTURE
                ? new Rescue(config.maxRecordSize().bytes(), output.rowType().getFieldCount() - 1)
                : null;
    }

    /** The schema of the rows that hold what {@code input} describes. */
    public static RecordSchema output(DecodeConfig config, RecordSchema input) {
        return config.unknownFields() == DecodeConfig.UnknownFields.CAPTURE ? input.withRescued() : input;
    }

    public DecodeConfig.UnknownFields policy() {
        return policy;
    }

    public IgnoredNames names() {
        return names;
    }

    /** Where they are kept; null where they are not. */
    public Rescue rescue() {
        return rescue;
    }

    /** The counter of one field that is dropped; the same one each time, however often it is asked for. */
    public Runnable counter(String pattern) {
        Runnable known = counters.get(pattern);
        if (known == null && names.isFull()) {
            return names.others();
        }
        return known != null ? known : counters.computeIfAbsent(pattern, names::register);
    }

    /** Notes that the record is refused for an unknown field. Returns false. */
    public boolean refuse(Failure failure, int position, String path) {
        failure.unknown(position);
        failure.at(path.length() <= LONGEST_NAME ? path : path.substring(0, LONGEST_NAME) + "...");
        return false;
    }

    /** Notes that the record is refused for what has been rescued, if that is too much. Returns whether it is not. */
    public boolean fits(Failure failure, int position) {
        if (rescue.isTooLarge()) {
            failure.limit(position, "unknown fields within the largest size of a record", "more");
            return false;
        }
        return true;
    }

    /** To be called before each record. */
    public void clear() {
        if (rescue != null) {
            rescue.clear();
        }
    }

    /** To be called for each record that is taken. */
    public void finish(SlotRow row) {
        if (rescue != null) {
            rescue.finish(row);
        }
    }
}
