package io.millrace.job.pipeline;

import static java.util.Objects.requireNonNull;

import io.millrace.job.balance.Balanced;
import io.millrace.job.balance.Balances;
import io.millrace.job.config.DeduplicateKey;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.config.RouteConfig;
import io.millrace.job.config.RouteConfig.Distribution;
import io.millrace.job.config.SourceConfig;
import io.millrace.job.config.UnfitException;
import io.millrace.job.decode.DecodeFunction;
import io.millrace.job.dedup.Deduplication;
import io.millrace.job.error.Rejector;
import io.millrace.job.record.DecodedRecord;
import io.millrace.job.record.DecodedRecordTypeInfo;
import io.millrace.job.record.RawMessageTypeInfo;
import io.millrace.job.record.RoutedRecord;
import io.millrace.job.record.RoutedRecordTypeInfo;
import io.millrace.job.route.Layout;
import io.millrace.job.schema.SchemaLoader;
import io.millrace.job.source.files.FilesSource;
import io.millrace.job.source.files.InputTally;
import io.millrace.job.source.kinesis.KinesisSource;
import io.millrace.job.source.kinesis.RecordTally;
import io.millrace.job.source.sqs.SqsSource;
import io.millrace.job.transform.TransformFunction;
import io.millrace.model.OperatorReport;
import io.millrace.model.RawMessage;
import io.millrace.model.RejectedRecord;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;

/**
 * The wiring of a pipeline. No other class sees more than one stage, but {@link Stages}, which makes the functions of three,
 * and {@link Sinks}, which joins its ends to what is behind them.
 *
 * <pre>
 *  source ═ deduplicate [═ deduplicate-key] ─ decode [═ deduplicate-key] ─ transform-0 ─ … ─ route ─ output
 *                                                                                              │
 *                                                                                              └─ dead-letter-rows ─ dead-letters
 *                                                                                                                └ dead-letter-queue
 *
 *  ─ the same task, no copy of the record      ═ a shuffle by key
 * </pre>
 *
 * <p>Where a pipeline tells several types of records apart, everything from the second {@code deduplicate-key} to {@code
 * output} is there for each of them, in the same task, with the type behind a colon in its uid: {@code decode ─ route:order
 * ─ output:order}.
 *
 * <p>A record that decode or a function rejects stays on its way to route and leaves the flow there, with those that have no
 * place: an operator with several inputs would be a task of its own, and with it each dead letter would cost several rows.
 * It is one where there are several types.
 *
 * <p>Between route and output is a shuffle by partition where {@code route.distribution} says so.
 *
 * <p>Before each barrier, every operator but the source gives its counts to {@code balance}, too, which announces them.
 *
 * <p>A file gives no line twice, and a stream no record: they are not deduplicated, and {@code source ─ input ─ decode} is
 * one task.
 */
public final class Pipeline {

    private final PipelineConfig config;
    private final SchemaLoader schemas;
    private final PipelineEnds ends;
    private final Sinks sinks;
    private final List<DataStream<RejectedRecord>> rejected = new ArrayList<>();
    private final List<DataStream<OperatorReport>> reports = new ArrayList<>();

    private Pipeline(PipelineConfig config, SchemaLoader schemas, PipelineEnds ends) {
        this.config = requireNonNull(config, "config");
        this.schemas = requireNonNull(schemas, "schemas");
        this.ends = requireNonNull(ends, "ends");
        this.sinks = new Sinks(config, ends);
    }

    /**
     * Builds the job of {@code config} in {@code env}; nothing runs until the environment is executed.
     *
     * @param env a fresh environment; what the guarantee needs of its settings is set
     * @param schemas where the configuration's schemas are found
     * @param ends what the job is connected to, {@link PipelineEnds#of} for what the configuration names
     * @return where its rows are found, for each type of records
     * @throws UnfitException when a schema, a field or a function does not exist or does not fit
     */
    public static List<Layout> build(
            StreamExecutionEnvironment env, PipelineConfig config, SchemaLoader schemas, PipelineEnds ends) {
        JobSettings.apply(env, config);
        return new Pipeline(config, schemas, ends).connect(env);
    }

    /**
     * The same on a service that refuses a job that sets checkpoints, restarts or parallelism: they are the service's, and
     * the caller has seen to it that they are what the guarantee needs.
     */
    public static List<Layout> buildOnService(
            StreamExecutionEnvironment env, PipelineConfig config, SchemaLoader schemas, PipelineEnds ends) {
        JobSettings.applyOnService(env, config);
        return new Pipeline(config, schemas, ends).connect(env);
    }

    private List<Layout> connect(StreamExecutionEnvironment env) {
        Stages stages =
                Stages.of(config, schemas, ends.decoders(), config.deadLetter().breaker());
        SingleOutputStreamOperator<DecodedRecord> decoded = decode(messages(env), stages.decode());
        for (int i = 0; i < stages.types().size(); i++) {
            TypeStages type = stages.types().get(i);
            DataStream<DecodedRecord> once = deduplicatedByField(ofType(decoded, type), type);
            sinks.write(
                    distribute(
                            route(transform(once, type), type),
                            config.allTypes().get(i).route()),
                    type);
        }
        sinks.writeDeadLetters(union(rejected));
        sinks.announce(union(reports));
        return stages.types().stream().map(TypeStages::layout).toList();
    }

    /** What the source gives, each message once. Files and streams give nothing twice: only a queue's are deduplicated. */
    private DataStream<RawMessage> messages(StreamExecutionEnvironment env) {
        SourceConfig source = config.source();
        if (source.sqs() != null) {
            return deduplicated(source(
                    env,
                    "sqs",
                    new SqsSource(
                            source.sqs(),
                            config.checkpoint().interval(),
                            config.deduplicate().ttl(),
                            ends.queue())));
        }
        if (source.kinesis() != null) {
            DataStream<RawMessage> records = source(env, "kinesis", new KinesisSource(source.kinesis(), ends.stream()));
            return counted(records, Operators.INPUT, new RecordTally(), new RawMessageTypeInfo());
        }
        DataStream<RawMessage> chunks = source(
                env,
                "files",
                FilesSource.of(
                        source.files(),
                        config.decode().maxRecordSize(),
                        config.decode().format().csv()));
        return counted(chunks, Operators.INPUT, new InputTally(), new RawMessageTypeInfo());
    }

    private <S extends SourceSplit, E> DataStream<RawMessage> source(
            StreamExecutionEnvironment env, String kind, Source<RawMessage, S, E> source) {
        return env.fromSource(
                        ends.source().decorate(source),
                        WatermarkStrategy.noWatermarks(),
                        "source: " + kind,
                        new RawMessageTypeInfo())
                .uid(Operators.SOURCE);
    }

    private DataStream<RawMessage> deduplicated(DataStream<RawMessage> messages) {
        DataStream<RawMessage> once = counted(
                Deduplication.redeliveries(Operators.DEDUPLICATE, messages, config.deduplicate(), fifo()),
                Operators.DEDUPLICATE);
        return keyedBy(DeduplicateKey.Place.ATTRIBUTE)
                ? counted(
                        Deduplication.producerDuplicates(Operators.DEDUPLICATE_KEY, once, config.deduplicate(), fifo()),
                        Operators.DEDUPLICATE_KEY)
                : once;
    }

    private SingleOutputStreamOperator<DecodedRecord> decode(DataStream<RawMessage> messages, DecodeFunction function) {
        return counted(messages, Operators.DECODE, function, function.getProducedType());
    }

    /** The records of one type: all of them, when the pipeline tells none apart. */
    private DataStream<DecodedRecord> ofType(SingleOutputStreamOperator<DecodedRecord> decoded, TypeStages type) {
        return config.types().isEmpty()
                ? decoded
                : decoded.getSideOutput(type.decoded().output());
    }

    private DataStream<DecodedRecord> deduplicatedByField(DataStream<DecodedRecord> decoded, TypeStages type) {
        String uid = type.uid(Operators.DEDUPLICATE_KEY);
        return keyedBy(DeduplicateKey.Place.FIELD)
                ? counted(
                        Stages.fitting(
                                "deduplicate.key",
                                () -> Deduplication.producerDuplicates(
                                        uid,
                                        decoded,
                                        type.decoded().decoders().schema(),
                                        config.deduplicate(),
                                        fifo())),
                        uid)
                : decoded;
    }

    private DataStream<DecodedRecord> transform(DataStream<DecodedRecord> decoded, TypeStages type) {
        DataStream<DecodedRecord> current = decoded;
        for (int i = 0; i < type.transform().size(); i++) {
            TransformFunction function = type.transform().get(i);
            current = counted(
                            current,
                            type.uid(Operators.transform(i)),
                            function,
                            new DecodedRecordTypeInfo(function.outputSchema()))
                    .name("transform: " + type.functions().get(i));
        }
        return current;
    }

    private DataStream<RoutedRecord> route(DataStream<DecodedRecord> records, TypeStages type) {
        SingleOutputStreamOperator<RoutedRecord> routed = counted(
                records,
                type.uid(Operators.ROUTE),
                type.route(),
                new RoutedRecordTypeInfo(type.layout().schema()));
        rejected.add(routed.getSideOutput(Rejector.REJECTED));
        return routed;
    }

    /** Lets all rows of a partition come to the same writer, where that is wanted. No state depends on which one it is. */
    private DataStream<RoutedRecord> distribute(DataStream<RoutedRecord> rows, RouteConfig route) {
        return route.distribution() == Distribution.PARTITION && config.output().files() != null
                ? rows.partitionCustom(
                        (partition, writers) -> Math.floorMod(spread(partition.hashCode()), writers),
                        RoutedRecord::partition)
                : rows;
    }

    /** The hours of a day differ in the last bits only. */
    private static int spread(int hash) {
        return (int) (hash * 0x9E37_79B9_7F4A_7C15L >>> 33);
    }

    private <I, O, F extends ProcessFunction<I, O> & Balanced> SingleOutputStreamOperator<O> counted(
            DataStream<I> stream, String uid, F function, TypeInformation<O> type) {
        return counted(stream.transform(uid, type, Balances.operator(function, uid)), uid);
    }

    /** An operator that counts, under its uid. */
    private <T> SingleOutputStreamOperator<T> counted(SingleOutputStreamOperator<T> operator, String uid) {
        reports.add(operator.getSideOutput(Balances.TAG));
        return operator.uid(uid);
    }

    private static <T> DataStream<T> union(List<DataStream<T>> streams) {
        DataStream<T> all = streams.get(0);
        for (DataStream<T> more : streams.subList(1, streams.size())) {
            all = all.union(more);
        }
        return all;
    }

    private boolean fifo() {
        return config.source().sqs() != null && config.source().sqs().queueUrl().fifo();
    }

    private boolean keyedBy(DeduplicateKey.Place place) {
        DeduplicateKey key = config.deduplicate().key();
        return key != null && key.place() == place;
    }
}
