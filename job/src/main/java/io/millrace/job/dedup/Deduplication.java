package io.millrace.job.dedup;

import io.millrace.job.balance.Balances;
import io.millrace.job.config.DeduplicateConfig;
import io.millrace.job.config.DeduplicateKey;
import io.millrace.job.record.DecodedRecord;
import io.millrace.job.record.DecodedRecordTypeInfo;
import io.millrace.job.record.MessageIdTypeInfo;
import io.millrace.job.record.RawMessageTypeInfo;
import io.millrace.job.record.RecordSchema;
import io.millrace.model.RawMessage;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Builds the operators that drop what was seen before.
 *
 * <pre>
 * standard queue:  source ─ keyBy(message id) ─ KeyedFilter ─ [keyBy(producer's key) ─ KeyedFilter] ─
 * FIFO queue:      source ─ keyBy(group id)  ─ GroupFilter ─ [keyBy(group id)       ─ GroupFilter] ─
 * </pre>
 *
 * <p>On a FIFO queue all messages of a group take the same way, so that their order is kept; a producer's key is then
 * compared within its group only. The caller gives each operator its uid.
 */
public final class Deduplication {

    private Deduplication() {}

    /** Drops messages that the queue delivered before. */
    public static SingleOutputStreamOperator<RawMessage> redeliveries(
            String name, DataStream<RawMessage> messages, DeduplicateConfig config, boolean fifo) {
        Identity<RawMessage> identity = new MessageIdentity();
        return filter(
                name,
                messages,
                filterOf(identity, config.ttl(), true, ReceivedTally::new, fifo),
                new RawMessageTypeInfo());
    }

    /** Drops messages whose attribute was seen before; only for a key that is an attribute. */
    public static SingleOutputStreamOperator<RawMessage> producerDuplicates(
            String name, DataStream<RawMessage> messages, DeduplicateConfig config, boolean fifo) {
        Identity<RawMessage> identity = new AttributeIdentity(name(config, DeduplicateKey.Place.ATTRIBUTE));
        return filter(
                name,
                messages,
                filterOf(identity, config.ttl(), false, ProducerTally::new, fifo),
                new RawMessageTypeInfo());
    }

    /**
     * Drops records whose field was seen before; only for a key that is a field.
     *
     * @throws IllegalArgumentException when the schema has no such field or its type cannot be a key
     */
    public static SingleOutputStreamOperator<DecodedRecord> producerDuplicates(
            String name,
            DataStream<DecodedRecord> records,
            RecordSchema schema,
            DeduplicateConfig config,
            boolean fifo) {
        Identity<DecodedRecord> identity = FieldIdentity.of(schema, name(config, DeduplicateKey.Place.FIELD));
        return filter(
                name,
                records,
                filterOf(identity, config.ttl(), false, ProducerTally::new, fifo),
                new DecodedRecordTypeInfo(schema));
    }

    /**
     * @param refresh whether seeing an id again makes it be remembered anew. For redeliveries it does: an id is
     *     forgotten only when the queue has been silent about it. For a producer's key it does not: a key that is sent
     *     for ever comes through once in every time to live.
     */
    static <T> DuplicateFilter<T> filterOf(
            Identity<T> identity, Duration ttl, boolean refresh, Tally.Factory<T> tally, boolean fifo) {
        return fifo
                ? new GroupFilter<>(identity, ttl, refresh, tally)
                : new KeyedFilter<>(identity, ttl, refresh, tally);
    }

    private static <T> SingleOutputStreamOperator<T> filter(
            String name, DataStream<T> stream, DuplicateFilter<T> filter, TypeInformation<T> type) {
        return stream.keyBy(filter.keySelector(), new MessageIdTypeInfo())
                .transform(name, type, Balances.operator(filter, name));
    }

    private static String name(DeduplicateConfig config, DeduplicateKey.Place place) {
        DeduplicateKey key = config.key();
        if (key == null || key.place() != place) {
            throw new IllegalArgumentException("expected a deduplication key that is an " + place + ", but got " + key);
        }
        return key.name();
    }
}
