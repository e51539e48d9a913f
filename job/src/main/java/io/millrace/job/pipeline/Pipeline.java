package io.millrace.job.pipeline;

import static java.util.Objects.requireNonNull;

import io.millrace.job.Version;
import io.millrace.job.announce.Announcements;
import io.millrace.job.announce.BalanceSink;
import io.millrace.job.balance.Balanced;
import io.millrace.job.balance.Balances;
import io.millrace.job.commit.CommitListener;
import io.millrace.job.commit.FileOutput;
import io.millrace.job.config.ByteSize;
import io.millrace.job.config.DecodeConfig;
import io.millrace.job.config.DecodeConfig.Unwrap;
import io.millrace.job.config.DeduplicateKey;
import io.millrace.job.config.FilePrefix;
import io.millrace.job.config.FilesConfig;
import io.millrace.job.config.FormatConfig;
import io.millrace.job.config.FunctionConfig;
import io.millrace.job.config.NdjsonConfig;
import io.millrace.job.config.OutputConfig;
import io.millrace.job.config.OutputPath;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.config.RollConfig;
import io.millrace.job.config.SourceConfig;
import io.millrace.job.config.StdoutConfig;
import io.millrace.job.config.UnfitException;
import io.millrace.job.decode.DecodeFunction;
import io.millrace.job.decode.Decoder;
import io.millrace.job.decode.json.JsonDecoder;
import io.millrace.job.dedup.Deduplication;
import io.millrace.job.encode.EncoderFactories;
import io.millrace.job.encode.console.RowOutput;
import io.millrace.job.error.Rejector;
import io.millrace.job.record.Announcer;
import io.millrace.job.record.DecodedRecord;
import io.millrace.job.record.DecodedRecordTypeInfo;
import io.millrace.job.record.RawMessageTypeInfo;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.record.RoutedRecord;
import io.millrace.job.record.RoutedRecordTypeInfo;
import io.millrace.job.reject.DeadLetterRows;
import io.millrace.job.route.RouteFunction;
import io.millrace.job.schema.SchemaLoader;
import io.millrace.job.source.files.FilesSource;
import io.millrace.job.source.files.InputTally;
import io.millrace.job.source.kinesis.KinesisSource;
import io.millrace.job.source.kinesis.RecordTally;
import io.millrace.job.source.sqs.SqsSource;
import io.millrace.job.transform.TransformFunction;
import io.millrace.model.Balance;
import io.millrace.model.RawMessage;
import io.millrace.model.RejectedRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;

/**
 * The wiring of a pipeline, and the only class that sees more than one stage.
 *
 * <pre>
 *  source ═ deduplicate [═ deduplicate-key] ─ decode [═ deduplicate-key] ─ transform-0 ─ … ─ route ─ output
 *                                                │                             │             │
 *                                                └─────────────────────────────┴─────────────┴─ dead-letter-rows ─ dead-letters
 *
 *  ─ the same task, no copy of the record      ═ a shuffle by key
 * </pre>
 *
 * <p>Where files are announced, every operator but the source gives its counts to {@code balance}, too, before each barrier.
 *
 * <p>A file gives no line twice, and a stream no record: they are not deduplicated, and {@code source ─ input ─ decode} is
 * one task.
 */
public final class Pipeline {

    private static final FilePrefix DEAD_LETTER_PREFIX = new FilePrefix("dead");
    private static final FormatConfig DEAD_LETTER_FORMAT =
            new FormatConfig(null, new NdjsonConfig(NdjsonConfig.Compression.NONE, true));
    /** Dead letters are few: their files close with the checkpoint, or when an outage makes them many. */
    private static final RollConfig DEAD_LETTER_ROLL =
            new RollConfig(ByteSize.parse("128 MiB"), null, null, null, null);

    private final PipelineConfig config;
    private final SchemaLoader schemas;
    private final PipelineEnds ends;
    private final List<DataStream<RejectedRecord>> rejected = new ArrayList<>();
    private final List<DataStream<Balance>> balances = new ArrayList<>();

    private Pipeline(PipelineConfig config, SchemaLoader schemas, PipelineEnds ends) {
        this.config = requireNonNull(config, "config");
        this.schemas = requireNonNull(schemas, "schemas");
        this.ends = requireNonNull(ends, "ends");
    }

    /**
     * Builds the job of {@code config} in {@code env}; nothing runs until the environment is executed.
     *
     * @param env a fresh environment; what the guarantee needs of its settings is set
     * @param schemas where the configuration's schemas are found
     * @param ends what the job is connected to, {@link PipelineEnds#of} for what the configuration names
     * @throws UnfitException when a schema, a field or a function does not exist or does not fit
     */
    public static void build(
            StreamExecutionEnvironment env, PipelineConfig config, SchemaLoader schemas, PipelineEnds ends) {
        JobSettings.apply(env, config);
        new Pipeline(config, schemas, ends).connect(env);
    }

    private void connect(StreamExecutionEnvironment env) {
        Typed decoded = decode(messages(env));
        Typed transformed = transform(deduplicatedByField(decoded));
        write(route(transformed), transformed.schema());
        writeDeadLetters();
        announceBalances();
    }

    /** Rows on their way, and the schema they have there. */
    private record Typed(DataStream<DecodedRecord> records, RecordSchema schema) {}

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
                env, "files", FilesSource.of(source.files(), config.decode().maxRecordSize()));
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

    private Typed decode(DataStream<RawMessage> messages) {
        DecodeConfig decode = config.source().files() == null
                ? config.decode()
                : config.decode().inside(Unwrap.LINES);
        Decoder.Factory decoders = fitting("decode.schema", () -> ends.decoders()
                .apply(JsonDecoder.factory(decode, schemas.load(decode.schema(), decode.compatibility()))));
        DecodeFunction function = new DecodeFunction(decode, config.deadLetter().breaker(), decoders);
        return new Typed(
                rejecting(counted(messages, Operators.DECODE, function, function.getProducedType())),
                decoders.schema());
    }

    private Typed deduplicatedByField(Typed decoded) {
        return keyedBy(DeduplicateKey.Place.FIELD)
                ? new Typed(
                        counted(
                                fitting(
                                        "deduplicate.key",
                                        () -> Deduplication.producerDuplicates(
                                                Operators.DEDUPLICATE_KEY,
                                                decoded.records(),
                                                decoded.schema(),
                                                config.deduplicate(),
                                                fifo())),
                                Operators.DEDUPLICATE_KEY),
                        decoded.schema())
                : decoded;
    }

    private Typed transform(Typed decoded) {
        Typed current = decoded;
        List<FunctionConfig> functions = config.transform();
        for (int i = 0; i < functions.size(); i++) {
            FunctionConfig step = functions.get(i);
            RecordSchema input = current.schema();
            TransformFunction function = fitting(
                    "transform." + i + ".function",
                    () -> TransformFunction.of(
                            step,
                            input,
                            config.deadLetter().breaker(),
                            Thread.currentThread().getContextClassLoader()));
            SingleOutputStreamOperator<DecodedRecord> records = counted(
                            current.records(),
                            Operators.transform(i),
                            function,
                            new DecodedRecordTypeInfo(function.outputSchema()))
                    .name("transform: " + step.function());
            current = new Typed(rejecting(records), function.outputSchema());
        }
        return current;
    }

    private DataStream<RoutedRecord> route(Typed rows) {
        RouteFunction function = fitting(
                "route.event-time.field",
                () -> new RouteFunction(
                        config.route(), rows.schema(), config.deadLetter().breaker()));
        return rejecting(counted(rows.records(), Operators.ROUTE, function, new RoutedRecordTypeInfo(rows.schema())));
    }

    private void write(DataStream<RoutedRecord> rows, RecordSchema schema) {
        OutputConfig output = config.output();
        if (output.files() != null) {
            FilesConfig files = output.files();
            sinkFiles(
                    rows,
                    files.path(),
                    files.prefix(),
                    files.roll(),
                    files.format(),
                    schema,
                    ends.onCommit(),
                    announcers(),
                    Operators.OUTPUT);
        } else {
            boolean counts = output.stdout() != null && output.stdout().style() == StdoutConfig.Style.COUNT;
            RowOutput sink = output.stdout() != null
                    ? RowOutput.stdout(output.stdout(), schema, ends.lines())
                    : RowOutput.stats(schema);
            DataStreamSink<RoutedRecord> operator =
                    rows.sinkTo(sink).uid(Operators.OUTPUT).name(Operators.OUTPUT);
            if (counts) {
                operator.setParallelism(1);
            }
        }
    }

    private void writeDeadLetters() {
        DataStream<RejectedRecord> letters = rejected.get(0);
        for (DataStream<RejectedRecord> more : rejected.subList(1, rejected.size())) {
            letters = letters.union(more);
        }
        DataStream<RoutedRecord> rows = named(
                letters.process(
                        new DeadLetterRows(
                                config.name().value(), Version.current().version()),
                        new RoutedRecordTypeInfo(DeadLetterRows.SCHEMA)),
                Operators.DEAD_LETTER_ROWS);
        sinkFiles(
                rows,
                config.deadLetter().path(),
                DEAD_LETTER_PREFIX,
                DEAD_LETTER_ROLL,
                DEAD_LETTER_FORMAT,
                DeadLetterRows.SCHEMA,
                CommitListener.NONE,
                Announcer.Factory.NONE,
                Operators.DEAD_LETTERS);
    }

    private void announceBalances() {
        if (config.announce() == null) {
            return;
        }
        DataStream<Balance> all = balances.get(0);
        for (DataStream<Balance> more : balances.subList(1, balances.size())) {
            all = all.union(more);
        }
        all.sinkTo(new BalanceSink(announcers())).uid(Operators.BALANCE).name(Operators.BALANCE);
    }

    private Announcer.Factory announcers() {
        return config.announce() == null
                ? Announcer.Factory.NONE
                : Announcements.of(
                        config.name(),
                        config.announce(),
                        config.output().files().path());
    }

    private static void sinkFiles(
            DataStream<RoutedRecord> rows,
            OutputPath path,
            FilePrefix prefix,
            RollConfig roll,
            FormatConfig format,
            RecordSchema schema,
            CommitListener listener,
            Announcer.Factory announcers,
            String uid) {
        FileOutput files = new FileOutput(
                path,
                prefix,
                schema.avro().getFullName(),
                schema.fingerprint(),
                roll,
                EncoderFactories.of(format, schema),
                listener,
                announcers);
        rows.sinkTo(files.sink()).uid(uid).name(uid);
    }

    /** A part that is made of a key's value, or of what the key names. */
    private static <T> T fitting(String key, Supplier<T> part) {
        try {
            return part.get();
        } catch (IllegalArgumentException e) {
            throw new UnfitException(key, e);
        }
    }

    private <T> SingleOutputStreamOperator<T> rejecting(SingleOutputStreamOperator<T> stage) {
        rejected.add(stage.getSideOutput(Rejector.REJECTED));
        return stage;
    }

    private <I, O, F extends ProcessFunction<I, O> & Balanced> SingleOutputStreamOperator<O> counted(
            DataStream<I> stream, String uid, F function, TypeInformation<O> type) {
        return counted(stream.transform(uid, type, Balances.operator(function, uid)), uid);
    }

    /** An operator that counts, under its uid. */
    private <T> SingleOutputStreamOperator<T> counted(SingleOutputStreamOperator<T> operator, String uid) {
        balances.add(operator.getSideOutput(Balances.TAG));
        return operator.uid(uid);
    }

    private static <T> SingleOutputStreamOperator<T> named(SingleOutputStreamOperator<T> operator, String uid) {
        return operator.uid(uid).name(uid);
    }

    private boolean fifo() {
        return config.source().sqs() != null && config.source().sqs().queueUrl().fifo();
    }

    private boolean keyedBy(DeduplicateKey.Place place) {
        DeduplicateKey key = config.deduplicate().key();
        return key != null && key.place() == place;
    }
}
