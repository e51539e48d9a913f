package io.millrace.job.decode;

import static java.util.Objects.requireNonNull;

import io.millrace.job.balance.Balanced;
import io.millrace.job.balance.RecordCounts;
import io.millrace.job.config.BreakerConfig;
import io.millrace.job.config.DecodeConfig;
import io.millrace.job.decode.unwrap.Records;
import io.millrace.job.decode.unwrap.Unwrapper;
import io.millrace.job.error.Rejector;
import io.millrace.job.metrics.MetricNames;
import io.millrace.job.metrics.Total;
import io.millrace.job.metrics.Totals;
import io.millrace.job.record.DecodedRecord;
import io.millrace.job.record.DecodedRecordTypeInfo;
import io.millrace.job.record.RecordMeta;
import io.millrace.job.record.SlotRow;
import io.millrace.model.RawMessage;
import io.millrace.model.RejectedRecord;
import io.millrace.model.Rejection;
import io.millrace.model.Stage;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * The operator {@code decode}: unwraps each message, decodes each record in it, and rejects what it cannot decode. One message
 * gives any number of records, each of which may be of another type; what is rejected goes the way of the first, behind
 * some of the records that came after it in the message. The emitted object, its row and the bytes in its meta are reused.
 */
public final class DecodeFunction extends ProcessFunction<RawMessage, DecodedRecord>
        implements CheckpointedFunction, ResultTypeQueryable<DecodedRecord>, Balanced {

    private static final long serialVersionUID = 1L;

    private static final int TOGETHER = 32;

    private final DecodeConfig config;
    private final BreakerConfig breaker;
    private final DecodedTypes types;

    /** How many rejected records of a message go on together. */
    private int together = TOGETHER;

    private transient Totals totals;
    private transient RecordCounts counts;
    private transient Total decoded;
    private transient Rejector rejector;
    private transient Unwrapper unwrapper;
    private transient Decoder[] decoders;

    /** Null where all records are of one type. */
    private transient Detector detector;

    private transient Emitter emitter;

    public DecodeFunction(DecodeConfig config, BreakerConfig breaker, Decoder.Factory decoders) {
        this(config, breaker, DecodedTypes.only(decoders));
    }

    public DecodeFunction(DecodeConfig config, BreakerConfig breaker, DecodedTypes types) {
        this.config = requireNonNull(config, "config");
        this.breaker = requireNonNull(breaker, "breaker");
        this.types = requireNonNull(types, "types");
    }

    /** Lets each rejected record go on before the next record of its message: for people who read along. */
    public DecodeFunction oneByOne() {
        together = 1;
        return this;
    }

    /** Of the records of the only type; of several types none goes that way. */
    @Override
    public TypeInformation<DecodedRecord> getProducedType() {
        return new DecodedRecordTypeInfo(types.types().get(0).decoders().schema());
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        totals = Totals.restore(
                context, getRuntimeContext().getMetricGroup(), MetricNames.TOTAL_DECODED, MetricNames.TOTAL_REJECTED);
        counts = new RecordCounts();
        decoded = totals.get(MetricNames.TOTAL_DECODED);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        totals.snapshot();
    }

    @Override
    public void open(OpenContext context) {
        MetricGroup metrics = getRuntimeContext().getMetricGroup();
        rejector = new Rejector(Stage.DECODE, breaker, totals, counts, metrics);
        decoders = types.types().stream()
                .map(type -> type.decoders().create(dropped(type, metrics.addGroup(MetricNames.GROUP))))
                .toArray(Decoder[]::new);
        detector = types.detectors() == null ? null : types.detectors().create();
        unwrapper = Unwrapper.of(config, decoders[0].layer());
        emitter = new Emitter();
    }

    /** Fields of the same name in different types are counted apart. */
    private static DroppedFields dropped(DecodedTypes.Type type, MetricGroup own) {
        MetricGroup group = type.name() == null ? own : own.addGroup("type", type.name());
        return path -> group.addGroup("field", path).counter(MetricNames.UNKNOWN_FIELDS)::inc;
    }

    @Override
    public void processElement(RawMessage message, Context context, Collector<DecodedRecord> out) {
        emitter.context = context;
        emitter.out = out;
        // The message, counted when it came in, is as many records as it turns out to be.
        counts.received(-1);
        unwrapper.unwrap(message, emitter);
        emitter.letOut();
    }

    @Override
    public RecordCounts counts() {
        return counts;
    }

    @Override
    public void close() {
        if (unwrapper != null) {
            unwrapper.close();
        }
    }

    /** Decodes the records of one message. */
    private final class Emitter implements Records {

        private final DecodedRecord emitted = new DecodedRecord();
        private final List<OutputTag<DecodedRecord>> outputs = detector == null
                ? List.of()
                : types.types().stream().map(DecodedTypes.Type::output).toList();

        /** None once a message is done. Together they cost less; more of them would only take memory. */
        private final List<RejectedRecord> rejected = new ArrayList<>();

        private Context context;
        private Collector<DecodedRecord> out;

        @Override
        public void record(RecordMeta record) {
            counts.received(1);
            int type = detector == null ? 0 : detector.detect(record.payload(), record.offset(), record.length());
            if (type == Detector.NONE) {
                reject(record, detector.rejection());
                return;
            }
            Decoder decoder = decoders[type];
            SlotRow row = decoder.decode(record.payload(), record.offset(), record.length());
            if (row == null) {
                reject(record, decoder.rejection());
                return;
            }
            decoded.increment();
            rejector.passed();
            emit(emitted.refill(row, record), type);
        }

        private void reject(RecordMeta record, Rejection why) {
            try {
                rejector.reject(record, why, rejected::add);
            } catch (SuppressRestartsException e) {
                letOut();
                throw e;
            }
            if (rejected.size() >= together) {
                letOut();
            }
        }

        private void letOut() {
            for (RejectedRecord one : rejected) {
                emit(emitted.refill(one), 0);
            }
            rejected.clear();
        }

        private void emit(DecodedRecord record, int type) {
            if (detector == null) {
                out.collect(record);
            } else {
                context.output(outputs.get(type), record);
            }
        }

        @Override
        public void broken(RecordMeta piece, Rejection why) {
            counts.received(1);
            reject(piece, why);
        }
    }
}
