package io.millrace.job.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.aws.SqsMessage;
import io.millrace.job.aws.SqsQueue;
import io.millrace.job.aws.SqsQueues;
import io.millrace.job.config.ConfigLoader;
import io.millrace.job.config.PipelineConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoIT {

    private static final int EVENTS = 8_000;

    @TempDir
    private Path directory;

    private PipelineConfig config;

    @BeforeEach
    void configure() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        config = configuration(port, Map.of());
    }

    private static PipelineConfig configuration(int port, Map<String, String> overrides) throws Exception {
        String yaml =
                """
                name: demo
                source:
                  sqs:
                    queue-url: http://localhost:${PORT}/000000000000/clicks
                    endpoint: http://localhost:${PORT}
                    mode: drain
                decode:
                  schema: class:io.millrace.model.click.ClickEvent
                output:
                  stats: {}
                dead-letter:
                  path: unused
                demo:
                  events: 8000
                  resent-share: 0.03
                  bad-share: 0.01
                """;
        return ConfigLoader.parse(yaml, "demo.yaml", overrides, name -> Integer.toString(port));
    }

    @AfterEach
    void leaveNothing() throws IOException {
        QueueState.file(directory)
                .read()
                .flatMap(state -> ProcessHandle.of(state.pid()))
                .ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void theQueueNeverLooksDrainedBeforeAllIsSentAndThenGivesEveryMessage() throws Exception {
        List<String> received = new ArrayList<>();
        try (Demo demo = Demo.start(config, directory);
                SqsQueue queue = open()) {
            assertThatIllegalStateException().isThrownBy(demo::finish);
            boolean drained = false;
            while (!drained) {
                take(queue, received);
                boolean allSent = demo.sent() == demo.total();
                drained = queue.counters().empty();
                assertThat(drained && !allSent)
                        .as("drained before all was sent")
                        .isFalse();
            }
            demo.done().join();
            demo.finish();
        }

        ClickSequence sent = new ClickSequence(new ClickGenerator(1, 0.01, 0.03), EVENTS);
        assertThat(received).containsExactlyInAnyOrderElementsOf(sent.messages(new StepRange(0, sent.steps())));
        assertThat(QueueState.file(directory).read())
                .as("the queue ends with the run")
                .isEmpty();

        try (Demo next = Demo.start(config, directory)) {
            assertThat(next.seed()).isEqualTo(2);
            assertThat(next.resumed()).isFalse();
        }
    }

    @Test
    void anInterruptedRunSendsWhatIsMissing() throws Exception {
        List<String> received = new ArrayList<>();
        try (Demo demo = Demo.start(config, directory)) {
            assertThat(demo.resumed()).isFalse();
            org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(120)).until(() -> demo.sent() > 1_000);
        }
        try (Demo demo = Demo.start(config, directory);
                SqsQueue queue = open()) {
            assertThat(demo.resumed()).isTrue();
            assertThat(demo.seed()).isEqualTo(1);
            assertThat(demo.sent()).isGreaterThan(1_000);
            demo.done().join();
            while (!queue.counters().empty()) {
                take(queue, received);
            }
        }

        Set<String> different = new HashSet<>(received);
        ClickGenerator generator = new ClickGenerator(1, 0.01, 0.03);
        Set<String> expected = new HashSet<>();
        LongStream.range(0, EVENTS)
                .forEach(index -> expected.add(generator.event(index).json()));
        assertThat(different).isEqualTo(expected);
        long repeatedByProducers = LongStream.range(0, EVENTS)
                .filter(index -> generator.event(index).resent())
                .count();
        assertThat(received.size() - EVENTS - repeatedByProducers)
                .as("sent again because it was not recorded")
                .isBetween(0L, 1_000L);
    }

    @Test
    void aQueueThatLivesLongerThanTheJobRemembersIsRefused() throws Exception {
        PipelineConfig forgetful = configuration(9, Map.of("deduplicate.ttl", "6 min"));

        assertThatThrownBy(() -> Demo.start(forgetful, directory))
                .isInstanceOf(DemoException.class)
                .hasMessageStartingWith("demo.idle-timeout must be shorter than deduplicate.ttl");
    }

    private SqsQueue open() {
        return SqsQueues.of(config.source().sqs().queueUrl(), null, null).open();
    }

    private static void take(SqsQueue queue, List<String> received) throws InterruptedException {
        List<SqsMessage> messages = queue.receive(10, Duration.ZERO, Duration.ofMinutes(1));
        if (!messages.isEmpty()) {
            messages.forEach(message -> received.add(new String(message.body(), StandardCharsets.UTF_8)));
            queue.delete(messages.stream().map(SqsMessage::receiptHandle).toList());
        }
    }
}
