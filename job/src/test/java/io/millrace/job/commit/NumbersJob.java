package io.millrace.job.commit;

import io.millrace.job.config.BreakerConfig;
import io.millrace.job.config.ByteSize;
import io.millrace.job.config.EventTimeConfig;
import io.millrace.job.config.FilePrefix;
import io.millrace.job.config.FormatConfig;
import io.millrace.job.config.OutputPath;
import io.millrace.job.config.RollConfig;
import io.millrace.job.config.RouteConfig;
import io.millrace.job.encode.Written;
import io.millrace.job.record.Announcer;
import io.millrace.job.record.DecodedRecord;
import io.millrace.job.record.DecodedRecordTypeInfo;
import io.millrace.job.record.RecordMeta;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.record.RoutedRecordTypeInfo;
import io.millrace.job.route.RouteFunction;
import io.millrace.job.testkit.Messages;
import io.millrace.model.CommittedFile;
import io.millrace.model.RawMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiter;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.util.Collector;

/**
 * A bounded job, numbers → route → files, that fails where {@link Chaos} says, and does not come to its end before all
 * of that has happened.
 */
final class NumbersJob {

    /** 2025-10-09T08:53:20Z, when the messages of {@link Messages} were sent. */
    static final long SENT_SECOND = 1_760_000_000L;

    /** The paths that the listener has heard of. */
    static final Set<String> ANNOUNCED = ConcurrentHashMap.newKeySet();

    static final RecordSchema SCHEMA = RecordSchema.of(
            new Schema.Parser()
                    .parse(
                            """
            {"type": "record", "name": "Number", "fields": [
              {"name": "id", "type": "long"},
              {"name": "at", "type": {"type": "long", "logicalType": "timestamp-micros"}},
              {"name": "text", "type": "string"}]}
            """));

    private NumbersJob() {}

    /** The time of number {@code id}: in one of two hours. */
    static long second(long id) {
        return SENT_SECOND - id % 2 * 3600;
    }

    static CommitListener listener() {
        return file -> {
            Chaos.at(Chaos.Point.COMMITTED);
            announce(file);
        };
    }

    private static void announce(CommittedFile file) {
        ANNOUNCED.add(file.path());
    }

    static FileOutput output(OutputPath path, FormatConfig format) {
        RollConfig roll = new RollConfig(new ByteSize(1 << 20), null, 1000L, Duration.ofMillis(500), null);
        return output(path, format, SCHEMA, roll, listener());
    }

    /** Files as the pipeline makes them. */
    static FileOutput output(
            OutputPath path, FormatConfig format, RecordSchema schema, RollConfig roll, CommitListener listener) {
        return new FileOutput(
                path,
                new FilePrefix("part"),
                schema.avro().getFullName(),
                schema.fingerprint(),
                roll,
                Written.factory(format, schema),
                listener,
                Announcer.Factory.NONE);
    }

    /**
     * @param savepoint where to go on, or null to begin
     * @param throttled whether to go at a walk; it goes at a walk also while failures are to come
     */
    static StreamExecutionEnvironment job(
            long numbers, FileOutput output, int parallelism, String savepoint, boolean throttled) {
        Configuration flink = new Configuration();
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1000);
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(10));
        flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(200));
        flink.set(PipelineOptions.OBJECT_REUSE, true);
        if (savepoint != null) {
            flink.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(parallelism, flink);
        DataGeneratorSource<Long> source =
                new DataGeneratorSource<>(number -> number, numbers, instances -> new Pace(throttled), Types.LONG);
        RouteConfig route = RouteConfig.of(
                RouteConfig.Layout.DATE_HOUR,
                new EventTimeConfig(
                        "at",
                        ZoneId.of("UTC"),
                        EventTimeConfig.Fallback.REJECT,
                        Duration.ofDays(1),
                        Duration.ofDays(1)));
        env.fromSource(source, WatermarkStrategy.noWatermarks(), "source")
                .uid("source")
                .rebalance()
                .process(new ToRecords())
                .returns(new DecodedRecordTypeInfo(SCHEMA))
                .uid("decode")
                .process(new RouteFunction(route, SCHEMA, new BreakerConfig(0, 10)))
                .returns(new RoutedRecordTypeInfo(SCHEMA))
                .uid("route")
                .sinkTo(output.sink())
                .name("output")
                .uid("output");
        return env;
    }

    /** Makes a record of a number, and fails as planned. */
    private static final class ToRecords extends ProcessFunction<Long, DecodedRecord>
            implements CheckpointedFunction, CheckpointListener {

        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(Long id, Context context, Collector<DecodedRecord> out) {
            Chaos.at(Chaos.Point.RECORD);
            RawMessage message = Messages.message(Long.toString(id), Long.toString(id));
            GenericRowData row = GenericRowData.of(
                    id,
                    TimestampData.fromEpochMillis(second(id) * 1000 + 7),
                    StringData.fromBytes(("number,\n\"" + id + "\"").getBytes(StandardCharsets.UTF_8)));
            out.collect(new DecodedRecord(row, RecordMeta.of(message)));
        }

        @Override
        public void initializeState(FunctionInitializationContext context) {}

        @Override
        public void snapshotState(FunctionSnapshotContext context) {
            Chaos.at(Chaos.Point.SNAPSHOT);
        }

        @Override
        public void notifyCheckpointComplete(long checkpointId) {
            Chaos.at(Chaos.Point.COMPLETE);
        }
    }

    /** Four hundred numbers a second with two instances while there is chaos, then as fast as can be. */
    private record Pace(boolean throttled) implements RateLimiter<SourceSplit> {

        @Override
        public CompletionStage<Void> acquire(int events) {
            return throttled || !Chaos.isOver()
                    ? CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(5, TimeUnit.MILLISECONDS))
                    : CompletableFuture.completedFuture(null);
        }
    }
}
