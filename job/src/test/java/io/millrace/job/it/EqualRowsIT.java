package io.millrace.job.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.aws.SqsQueue;
import io.millrace.job.config.ConfigLoader;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.config.QueueUrl;
import io.millrace.job.decode.Decoder;
import io.millrace.job.decode.DroppedFields;
import io.millrace.job.pipeline.Pipeline;
import io.millrace.job.pipeline.PipelineEnds;
import io.millrace.job.quickstart.ClickGenerator;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.record.SlotRow;
import io.millrace.job.schema.SchemaLoader;
import io.millrace.job.testkit.DuckDb;
import io.millrace.job.testkit.ElasticMqServer;
import io.millrace.model.Rejection;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Rows are reused from decode to encode; whoever keeps one without copying it changes what is written. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
final class EqualRowsIT {

    private static final int EVENTS = 5_000;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    private static ElasticMqServer server;

    @TempDir
    Path directory;

    @BeforeAll
    static void startServer() {
        server = ElasticMqServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Test
    void withoutObjectReuseAndWithPoisonedSlotsTheSameRowsAreWritten() throws Exception {
        run("plain", UnaryOperator.identity(), true, "");
        run("copied", UnaryOperator.identity(), false, "");
        run("poisoned", PoisoningDecoders::new, true, "");
        assertSameRows("plain", "copied");
        assertSameRows("plain", "poisoned");
    }

    @Test
    void rowsThatAreShuffledByTheProducersKeyAreCopiedInTime() throws Exception {
        run("plain", UnaryOperator.identity(), true, "");
        run("keyed", PoisoningDecoders::new, true, "deduplicate: {key: 'field:event_id'}");
        assertSameRows("plain", "keyed");
    }

    private void assertSameRows(String expected, String actual) {
        try (DuckDb duckdb = DuckDb.open()) {
            String left = DuckDb.parquet(directory.resolve(expected));
            String right = DuckDb.parquet(directory.resolve(actual));
            assertThat(duckdb.count(left)).isGreaterThan(EVENTS / 2);
            assertThat(duckdb.difference(left, right))
                    .as("%s and %s", expected, actual)
                    .isEmpty();
        }
    }

    private void run(String name, UnaryOperator<Decoder.Factory> decoders, boolean objectReuse, String more)
            throws Exception {
        QueueUrl url = server.createQueue(name + "-" + Long.toHexString(System.nanoTime()));
        ClickGenerator clicks = new ClickGenerator(7, 0.01, 0);
        try (SqsQueue queue = server.open(url)) {
            Producer.send(queue, EVENTS, index -> clicks.event(index).json());
        }
        PipelineConfig config = ConfigLoader.parse(yaml(name, url, more), name, Map.of(), variable -> null);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        Pipeline.build(
                env,
                config,
                SchemaLoader.in(directory),
                PipelineEnds.of(config, lines -> {}).withDecoders(decoders));
        Configuration reuse = new Configuration();
        reuse.set(PipelineOptions.OBJECT_REUSE, objectReuse);
        env.configure(reuse);
        env.execute();
    }

    private String yaml(String name, QueueUrl url, String more) {
        return """
                name: equal-rows
                parallelism: 2
                source:
                  sqs:
                    queue-url: %s
                    endpoint: %s
                    mode: drain
                    wait-time: 200 ms
                    drain-check-interval: 200 ms
                decode:
                  schema: class:io.millrace.model.click.ClickEvent
                  unknown-fields: capture
                route:
                  event-time:
                    field: occurred_at
                output:
                  files:
                    path: %s
                dead-letter:
                  path: %s
                checkpoint:
                  interval: 500 ms
                  directory: %s
                %s
                """
                .formatted(
                        url,
                        server.endpoint(),
                        directory.resolve(name),
                        directory.resolve("dead-letters"),
                        directory.resolve("checkpoints"),
                        more);
    }

    /** Lets a row live exactly as long as was promised: the next call finds its bytes overwritten. */
    private record PoisoningDecoders(Decoder.Factory decoders) implements Decoder.Factory {

        @Override
        public RecordSchema schema() {
            return decoders.schema();
        }

        @Override
        public Decoder create(DroppedFields dropped) {
            Decoder decoder = decoders.create(dropped);
            return new Decoder() {
                private byte[] last = new byte[0];

                @Override
                public SlotRow decode(byte[] bytes, int offset, int length) {
                    Arrays.fill(last, (byte) '!');
                    last = Arrays.copyOfRange(bytes, offset, offset + length);
                    return decoder.decode(last, 0, length);
                }

                @Override
                public Rejection rejection() {
                    return decoder.rejection();
                }
            };
        }
    }
}
