package io.millrace.udf.change;

import io.millrace.model.change.ChangeEvent;
import io.millrace.model.change.ChangeEventWire;
import io.millrace.model.change.Namespace;
import io.millrace.udf.RecordFunction;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * The function {@code change-event}: a change of a document in its eight columns, which every format of files can hold.
 * What is nested stays the text that was sent, so that no digit of a number and no field of an update's description is lost.
 */
public final class MakeChangeEvent implements RecordFunction<ChangeEventWire, ChangeEvent> {

    private static final List<String> OPERATIONS =
            List.of("insert", "update", "delete", "replace", "invalidate", "drop", "dropdatabase", "rename");

    private static final String OTHER = "other";

    @Override
    public String name() {
        return "change-event";
    }

    @Override
    public Class<ChangeEventWire> inputType() {
        return ChangeEventWire.class;
    }

    @Override
    public Class<ChangeEvent> outputType() {
        return ChangeEvent.class;
    }

    @Override
    public void apply(ChangeEventWire wire, Consumer<ChangeEvent> out) {
        Namespace namespace = wire.getNs();
        ChangeEvent event = new ChangeEvent();
        event.setOperation(operation(wire.getOperationType()));
        event.setDatabase(namespace == null ? "" : orEmpty(namespace.getDatabase()));
        event.setCollection(namespace == null ? "" : orEmpty(namespace.getCollection()));
        event.setClusterTime(ClusterTime.parse("clusterTime", wire.getClusterTime()));
        event.setDocumentKey(wire.getDocumentKey());
        event.setFullDocument(wire.getFullDocument());
        event.setUpdateDescription(wire.getUpdateDescription());
        event.setResumeToken(wire.getResumeToken());
        out.accept(event);
    }

    /** One spelling for all: producers write dropDatabase, too. */
    private static String operation(String sent) {
        String operation = sent.toLowerCase(Locale.ROOT);
        return OPERATIONS.contains(operation) ? operation : OTHER;
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}
