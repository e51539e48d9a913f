package io.millrace.udf;

import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/**
 * One step of a pipeline's {@code transform}: takes a typed record and gives none, one or several.
 *
 * <p>Implementations are found by {@link #name()} through {@link java.util.ServiceLoader}: list the class in {@code
 * META-INF/services/io.millrace.udf.RecordFunction}. It needs a public constructor without parameters.
 *
 * <p>Threads: every parallel instance has an object of its own, which is called by one thread. Delivery: after a
 * failure the job calls the function again on records it has seen, so a function must not have effects outside its
 * result. State kept in fields is lost then.
 *
 * @param <I> the generated class of the incoming record
 * @param <O> the generated class of the outgoing records
 */
public interface RecordFunction<I extends SpecificRecord, O extends SpecificRecord> {

    /** The name under which a pipeline's configuration refers to the function: lower case, digits, hyphens. */
    String name();

    /** The class of {@code record} in {@link #apply}. */
    Class<I> inputType();

    /** The class of what {@link #apply} gives. */
    Class<O> outputType();

    /**
     * Called once before the first record.
     *
     * @param options the function's {@code options} in the pipeline's configuration; empty when it has none
     * @throws IllegalArgumentException when an option is unknown or has a wrong value; the job then does not start
     */
    default void open(Map<String, String> options) {
        if (!options.isEmpty()) {
            throw new IllegalArgumentException(
                    "function '" + name() + "' takes no options, but got " + options.keySet());
        }
    }

    /**
     * Transforms one record.
     *
     * @param record the record; the function may change it and pass it on, but must not keep it
     * @param out takes the resulting records; each is consumed before {@code accept} returns, so an object may be
     *     reused for the next. They are written together or not at all: when a later step or the partitioning refuses one
     *     of them, the record that came in from the source is rejected, once, with all that was made of it
     * @throws Exception when this record cannot be transformed: it alone is rejected, with the exception's chain of
     *     causes in its dead letter, none of what it gave to {@code out} is kept, and the job goes on
     */
    void apply(I record, Consumer<O> out) throws Exception;
}
