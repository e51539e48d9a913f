package io.millrace.job.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.job.aws.EntryOutcome;
import io.millrace.job.aws.OutgoingMessage;
import io.millrace.job.aws.SqsMessage;
import io.millrace.job.aws.SqsQueue;
import io.millrace.job.config.ConfigLoader;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.config.QueueUrl;
import io.millrace.job.pipeline.Pipeline;
import io.millrace.job.pipeline.PipelineEnds;
import io.millrace.job.schema.SchemaLoader;
import io.millrace.job.testkit.DuckDb;
import io.millrace.job.testkit.ElasticMqServer;
import io.millrace.job.testkit.FaultyKinesis;
import io.millrace.job.testkit.ForwardingSqsQueue;
import io.millrace.job.testkit.KinesisFault;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Bad messages of a queue come to another queue, through the whole job, whatever fails on their way. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
final class DeadLetterQueueJobIT {

    private static final int EVENTS = 4_000;
    private static final String SEND = "SendMessageBatch";

    private static final KinesisFault THROTTLED = new KinesisFault.Refused(
            400, "com.amazonaws.sqs#RequestThrottled", "The request was denied due to request throttling.");

    private static final JsonMapper JSON = new JsonMapper();

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @TempDir
    Path directory;

    /** A queue that does not take every seventh letter at its first attempt; static, as the tasks share it. */
    private static final class InPart extends ForwardingSqsQueue {

        private static final AtomicInteger LETTERS = new AtomicInteger();
        private static final AtomicInteger REFUSED = new AtomicInteger();

        InPart(SqsQueue queue) {
            super(queue);
        }

        @Override
        public List<EntryOutcome> send(List<OutgoingMessage> messages) throws InterruptedException {
            EntryOutcome[] outcomes = new EntryOutcome[messages.size()];
            List<OutgoingMessage> passed = new ArrayList<>();
            List<Integer> places = new ArrayList<>();
            for (int i = 0; i < outcomes.length; i++) {
                if (LETTERS.incrementAndGet() % 7 == 0) {
                    REFUSED.incrementAndGet();
                    outcomes[i] = new EntryOutcome.Retryable("InternalError", "as the test asks for");
                } else {
                    passed.add(messages.get(i));
                    places.add(i);
                }
            }
            if (!passed.isEmpty()) {
                List<EntryOutcome> answer = super.send(passed);
                for (int i = 0; i < places.size(); i++) {
                    outcomes[places.get(i)] = answer.get(i);
                }
            }
            return List.of(outcomes);
        }
    }

    @Test
    void everyBadMessageIsALetterOnTheQueueThoughCallsFailInEveryWayItIsGoneForAWhileAndTheJobFails() throws Exception {
        KinesisFault[] faults = {THROTTLED, KinesisFault.INTERNAL, KinesisFault.ANSWER_LOST, KinesisFault.UNAVAILABLE};
        Events.writeSchema(directory);
        Faults.clear();
        Faults.at(Faults.Point.BEFORE_BARRIER, 2, 1_001);
        try (ElasticMqServer server = ElasticMqServer.start();
                FaultyKinesis faulty = FaultyKinesis.before(server.endpoint())) {
            QueueUrl events = server.createQueue("events");
            QueueUrl dead = server.createQueue("dead");
            try (SqsQueue queue = server.open(events)) {
                Producer.send(queue, EVENTS, DeadLetterQueueJobIT::message);
            }
            // So many in a row that the queue is gone for seconds: the client makes three attempts of each call.
            faulty.next(SEND, Collections.nCopies(20, KinesisFault.UNAVAILABLE).toArray(KinesisFault[]::new))
                    .every(3, SEND, faults);

            run(server.endpoint(), events, dead, faulty.endpoint());

            assertThat(Faults.left()).as("failures that never happened").isZero();
            assertThat(faulty.suffered(SEND)).contains(faults).hasSizeGreaterThan(20);
            assertThat(InPart.REFUSED).hasPositiveValue();
            try (SqsQueue queue = server.open(events)) {
                assertThat(queue.counters()).isEqualTo(new SqsQueue.Counters(0, 0, 0));
            }
            assertThat(lettersOnTheQueue(server, dead)).isEqualTo(expectedLetters());
        }
        Events.assertEachOnce(directory.resolve("out"), EVENTS / 20 * 19);
        assertThat(lettersInFiles()).isEqualTo(expectedLetters());
    }

    /** One message in twenty is bad, and of those every fifth is too large for a letter. */
    private static String message(int index) {
        if (index % 20 != 1) {
            int badOnesBefore = (index + 18) / 20;
            return Events.event(index - badOnesBefore);
        }
        return "{\"bad\": " + index + (isLarge(index) ? ",\"x\":\"" + "y".repeat(200_000) + "\"" : "");
    }

    private static boolean isLarge(int index) {
        return index % 100 == 1;
    }

    /** The length of the payload by its beginning. */
    private static Map<String, Integer> expectedLetters() {
        Map<String, Integer> letters = new HashMap<>();
        for (int i = 1; i < EVENTS; i += 20) {
            letters.put(key(message(i)), message(i).length());
        }
        return letters;
    }

    private static String key(String payload) {
        return payload.substring(0, Math.min(payload.length(), 14));
    }

    private static Map<String, Integer> lettersOnTheQueue(ElasticMqServer server, QueueUrl dead) throws Exception {
        Map<String, Integer> letters = new HashMap<>();
        Map<String, String> payloadOfId = new HashMap<>();
        int pointers = 0;
        try (SqsQueue queue = server.open(dead)) {
            List<SqsMessage> some = queue.receive(10, Duration.ZERO, Duration.ofMinutes(10));
            while (!some.isEmpty()) {
                for (SqsMessage message : some) {
                    boolean pointer = message.attributes().get("millrace.form").equals("pointer");
                    JsonNode letter = pointer ? behind(message) : JSON.readTree(message.body());
                    pointers += pointer ? 1 : 0;
                    String payload = new String(letter.get("payload_base64").binaryValue(), StandardCharsets.UTF_8);
                    String before = payloadOfId.put(message.attributes().get("millrace.letter-id"), key(payload));
                    // Sent twice: the same letter under the same id.
                    assertThat(before).isIn(null, key(payload));
                    boolean twice = letters.put(key(payload), payload.length()) != null;
                    assertThat(twice).isEqualTo(before != null);
                    assertThat(letter.get("error_kind").asText())
                            .isEqualTo(message.attributes().get("millrace.error-kind"));
                    assertThat(message.body().length).isLessThan(256 << 10);
                }
                some = queue.receive(10, Duration.ZERO, Duration.ofMinutes(10));
            }
        }
        assertThat(pointers).isGreaterThanOrEqualTo(EVENTS / 100);
        return letters;
    }

    private static JsonNode behind(SqsMessage message) throws IOException {
        JsonNode pointer = JSON.readTree(message.body());
        byte[] letter =
                Files.readAllBytes(Path.of(URI.create(pointer.get("letter_path").asText())));
        assertThat(letter).hasSize(pointer.get("letter_length").asInt());
        return JSON.readTree(letter);
    }

    private Map<String, Integer> lettersInFiles() {
        Map<String, Integer> letters = new HashMap<>();
        try (DuckDb duckdb = DuckDb.open()) {
            for (Map<String, Object> row : duckdb.rows("SELECT decode(from_base64(payload_base64)) AS payload FROM "
                    + DuckDb.ndjson(directory.resolve("dead")))) {
                String payload = (String) row.get("payload");
                assertThat(letters.put(key(payload), payload.length()))
                        .as("twice in files")
                        .isNull();
            }
        }
        return letters;
    }

    private void run(URI endpoint, QueueUrl events, QueueUrl dead, URI deadEndpoint) throws Exception {
        String yaml =
                """
                name: letters
                parallelism: 2
                source:
                  sqs:
                    queue-url: %s
                    endpoint: %s
                    mode: drain
                    visibility-timeout: 5 s
                    wait-time: 200 ms
                    drain-check-interval: 200 ms
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
                  sqs:
                    queue-url: %s
                    endpoint: %s
                checkpoint:
                  interval: 300 ms
                  directory: %s
                """
                        .formatted(
                                events,
                                endpoint,
                                directory.resolve("out"),
                                directory.resolve("dead"),
                                dead,
                                deadEndpoint,
                                directory.resolve("checkpoints"));
        PipelineConfig config = ConfigLoader.parse(yaml, "letters.yaml", Map.of(), variable -> null);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        PipelineEnds ends = PipelineEnds.of(config, lines -> {});
        SqsQueue.Factory letters = ends.letters();
        Pipeline.build(
                env,
                config,
                SchemaLoader.in(directory),
                ends.withDecoders(FailingDecoders::new).withLetters(() -> new InPart(letters.open())));
        env.execute();
    }
}
