package io.millrace.job.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.aws.EntryOutcome;
import io.millrace.job.aws.SqsMessage;
import io.millrace.job.aws.SqsQueue;
import io.millrace.job.config.ConfigLoader;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.config.QueueUrl;
import io.millrace.job.decode.Decoder;
import io.millrace.job.decode.DroppedFields;
import io.millrace.job.pipeline.Pipeline;
import io.millrace.job.pipeline.PipelineEnds;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.record.SlotRow;
import io.millrace.job.schema.SchemaLoader;
import io.millrace.job.testkit.ElasticMqServer;
import io.millrace.job.testkit.ForwardingSqsQueue;
import io.millrace.model.Rejection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The queue hides a received message for a shorter time than the job holds it: than the interval of checkpoints, and than
 * the time for which a stage takes nothing. Only the readers' extensions keep the queue from delivering it again.
 *
 * <p>The queue has more messages than the job may hold, so that no receive waits while leases are extended: for every
 * extension that it answers while one waits, ElasticMQ sorts all of its messages, and thousands take it longer than leases
 * of seconds last.
 */
final class BackpressureIT {

    private static final int MESSAGES = 3_500;
    private static final int HELD = 3_000;
    private static final int VISIBILITY_SECONDS = 8;
    /** Three visibility timeouts. */
    private static final Duration STALL = Duration.ofSeconds(3 * VISIBILITY_SECONDS);

    private static final Map<String, Integer> RECEIVES = new ConcurrentHashMap<>();
    private static final AtomicInteger EXTENSIONS = new AtomicInteger();
    private static final AtomicInteger STALLS = new AtomicInteger();

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @TempDir
    Path directory;

    @BeforeEach
    void clear() {
        RECEIVES.clear();
        EXTENSIONS.set(0);
        STALLS.set(0);
    }

    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void aJobThatStandsStillForSeveralVisibilityTimeoutsReceivesNoMessageTwice() throws Exception {
        Events.writeSchema(directory);
        try (ElasticMqServer server = ElasticMqServer.start()) {
            QueueUrl url = server.createQueue("events", Duration.ofSeconds(VISIBILITY_SECONDS));
            try (SqsQueue queue = server.open(url)) {
                Producer.send(queue, MESSAGES, Events::event);
                PipelineConfig config = config(server, url);
                StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
                PipelineEnds ends = PipelineEnds.of(config, lines -> {});
                SqsQueue.Factory queues = ends.queue();
                Pipeline.build(
                        env,
                        config,
                        SchemaLoader.in(directory),
                        ends.withQueue(() -> new CountingQueue(queues.open())).withDecoders(StallingDecoders::new));
                env.execute();
                assertThat(queue.counters()).isEqualTo(new SqsQueue.Counters(0, 0, 0));
            }
        }
        assertThat(STALLS).as("stalls of the two readers' chains").hasValue(2);
        assertThat(EXTENSIONS).as("extended leases").hasValueGreaterThan(HELD);
        assertThat(RECEIVES).hasSize(MESSAGES);
        assertThat(RECEIVES.values()).as("how often a message was received").containsOnly(1);
        Events.assertEachOnce(directory.resolve("events"), MESSAGES);
    }

    private PipelineConfig config(ElasticMqServer server, QueueUrl url) throws Exception {
        String yaml =
                """
                name: backpressure
                parallelism: 2
                source:
                  sqs:
                    queue-url: %s
                    endpoint: %s
                    mode: drain
                    wait-time: 200 ms
                    drain-check-interval: 200 ms
                    visibility-timeout: %d s
                    max-in-flight: %d
                decode:
                  schema: event.avsc
                route:
                  event-time:
                    field: at
                output:
                  files:
                    path: %s
                dead-letter:
                  path: %s
                checkpoint:
                  interval: 10 s
                  directory: %s
                """
                        .formatted(
                                url,
                                server.endpoint(),
                                VISIBILITY_SECONDS,
                                HELD,
                                directory.resolve("events"),
                                directory.resolve("dead-letters"),
                                directory.resolve("checkpoints"));
        return ConfigLoader.parse(yaml, "backpressure.yaml", Map.of(), variable -> null);
    }

    /** Counts the receives of every message, and extensions. */
    private static final class CountingQueue extends ForwardingSqsQueue {

        CountingQueue(SqsQueue queue) {
            super(queue);
        }

        @Override
        public List<SqsMessage> receive(int max, Duration wait, Duration visibility) throws InterruptedException {
            List<SqsMessage> messages = super.receive(max, wait, visibility);
            messages.forEach(message -> RECEIVES.merge(message.messageId(), 1, Integer::sum));
            return messages;
        }

        @Override
        public List<EntryOutcome> changeVisibility(List<VisibilityChange> changes) throws InterruptedException {
            EXTENSIONS.addAndGet(changes.size());
            return super.changeVisibility(changes);
        }
    }

    /** Each parallel instance takes nothing for a while after its first records. */
    private record StallingDecoders(Decoder.Factory decoders) implements Decoder.Factory {

        @Override
        public RecordSchema schema() {
            return decoders.schema();
        }

        @Override
        public Decoder create(DroppedFields dropped) {
            Decoder decoder = decoders.create(dropped);
            return new Decoder() {
                private int records;

                @Override
                public SlotRow decode(byte[] bytes, int offset, int length) {
                    records++;
                    if (records == 500) {
                        stall();
                    }
                    return decoder.decode(bytes, offset, length);
                }

                @Override
                public Rejection rejection() {
                    return decoder.rejection();
                }
            };
        }

        private static void stall() {
            STALLS.incrementAndGet();
            long end = System.nanoTime() + STALL.toNanos();
            while (System.nanoTime() < end) {
                LockSupport.parkNanos(end - System.nanoTime());
            }
        }
    }
}
