package io.millrace.job.source.sqs;

import static org.awaitility.Awaitility.await;

import io.millrace.job.aws.SqsQueue;
import io.millrace.job.config.SqsSourceConfig;
import io.millrace.job.testkit.RecordedMetrics;
import io.millrace.model.RawMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;
import org.apache.flink.runtime.metrics.groups.InternalSourceReaderMetricGroup;
import org.apache.flink.util.SimpleUserCodeClassLoader;
import org.apache.flink.util.UserCodeClassLoader;

/** Plays the task of one reader: its context, its output and its thread. */
final class ReaderHarness implements AutoCloseable {

    final RecordedMetrics metrics = new RecordedMetrics();
    final List<RawMessage> emitted = new ArrayList<>();
    final List<Long> timestamps = new ArrayList<>();
    final List<String> releasedOutputs = new ArrayList<>();
    final List<SourceEvent> events = new ArrayList<>();
    final AtomicInteger splitRequests = new AtomicInteger();
    final SqsSourceReader reader;

    private boolean closed;

    ReaderHarness(SqsSourceConfig config, SqsQueue queue) {
        this(config, queue, 1);
    }

    ReaderHarness(SqsSourceConfig config, SqsQueue queue, int parallelism) {
        this(config, queue, parallelism, InstantSource.system());
    }

    ReaderHarness(SqsSourceConfig config, SqsQueue queue, int parallelism, InstantSource clock) {
        reader = new SqsSourceReader(
                new Context(parallelism), config, config.visibilityTimeout(), Duration.ofHours(1), queue, clock);
    }

    /** Starts with an empty share, as after the enumerator's answer. */
    ReaderHarness start() {
        return start(List.of());
    }

    /** Starts with the shares of a checkpoint. */
    ReaderHarness start(List<SqsSplit> restored) {
        if (!restored.isEmpty()) {
            reader.addSplits(restored);
        }
        reader.start();
        if (splitRequests.get() > 0) {
            reader.addSplits(List.of(SqsSplit.empty(0, 0)));
        }
        return this;
    }

    /** Polls until this many messages were emitted altogether. */
    List<String> pollUntil(int messages) throws Exception {
        while (emitted.size() < messages) {
            await().atMost(Duration.ofSeconds(10))
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> reader.isAvailable().isDone());
            reader.pollNext(output);
        }
        return bodies();
    }

    InputStatus poll() throws Exception {
        return reader.pollNext(output);
    }

    List<String> bodies() {
        return emitted.stream()
                .map(message -> new String(message.body(), StandardCharsets.UTF_8))
                .toList();
    }

    long count(String metric) {
        return metrics.value(metric).longValue();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            reader.close();
        }
    }

    private final ReaderOutput<RawMessage> output = new ReaderOutput<>() {

        @Override
        public void collect(RawMessage message) {
            throw new AssertionError("every message has a time");
        }

        @Override
        public void collect(RawMessage message, long timestamp) {
            emitted.add(message);
            timestamps.add(timestamp);
        }

        @Override
        public SourceOutput<RawMessage> createOutputForSplit(String splitId) {
            throw new AssertionError("everything goes to the main output");
        }

        @Override
        public void releaseOutputForSplit(String splitId) {
            releasedOutputs.add(splitId);
        }

        @Override
        public void emitWatermark(Watermark watermark) {
            throw new AssertionError("watermarks are not the source's business");
        }

        @Override
        public void markIdle() {
            throw new AssertionError("idleness is not the source's business");
        }

        @Override
        public void markActive() {
            throw new AssertionError("idleness is not the source's business");
        }
    };

    private final class Context implements SourceReaderContext {

        private final int parallelism;
        private final SourceReaderMetricGroup group = InternalSourceReaderMetricGroup.mock(metrics.group());

        Context(int parallelism) {
            this.parallelism = parallelism;
        }

        @Override
        public SourceReaderMetricGroup metricGroup() {
            return group;
        }

        @Override
        public Configuration getConfiguration() {
            return new Configuration();
        }

        @Override
        public String getLocalHostName() {
            return "localhost";
        }

        @Override
        public int getIndexOfSubtask() {
            return 0;
        }

        @Override
        public int currentParallelism() {
            return parallelism;
        }

        @Override
        public void sendSplitRequest() {
            splitRequests.incrementAndGet();
        }

        @Override
        public void sendSourceEventToCoordinator(SourceEvent event) {
            events.add(event);
        }

        @Override
        public UserCodeClassLoader getUserCodeClassLoader() {
            return SimpleUserCodeClassLoader.create(getClass().getClassLoader());
        }
    }
}
