package io.millrace.job.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.announce.Verification;
import io.millrace.job.aws.SqsQueue;
import io.millrace.job.config.ConfigLoader;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.config.QueueUrl;
import io.millrace.job.pipeline.Pipeline;
import io.millrace.job.pipeline.PipelineEnds;
import io.millrace.job.quickstart.ClickGenerator;
import io.millrace.job.quickstart.Flaw;
import io.millrace.job.quickstart.GeneratedClick;
import io.millrace.job.schema.SchemaLoader;
import io.millrace.job.testkit.DuckDb;
import io.millrace.job.testkit.ElasticMqServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Records that cannot be decoded, transformed or routed become dead letters, whole, and none of them harms its neighbours. */
final class BadMessagesIT {

    private static final int EVENTS = 20_000;

    /** What a dead letter of each kind says: stage and kind of error. */
    private static final Map<Flaw, String> REASONS = new EnumMap<>(Map.of(
            Flaw.TRUNCATED, "decode malformed",
            Flaw.WRONG_TYPE, "decode type-mismatch",
            Flaw.MISSING_FIELD, "decode missing-field",
            Flaw.NULL_REQUIRED, "decode missing-field",
            Flaw.OUT_OF_RANGE, "decode type-mismatch",
            Flaw.EMPTY_OBJECT, "decode missing-field",
            Flaw.DUPLICATE_FIELD, "decode malformed",
            Flaw.BAD_TIMESTAMP, "decode type-mismatch",
            Flaw.IMPLAUSIBLE_TIME, "route route",
            Flaw.NONSENSE_PURCHASE, "transform transform"));

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @TempDir
    Path directory;

    /** Three messages in a hundred are bad, in ten ways. */
    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void goodRowsAreAllThereAndEachBadOneIsADeadLetterWithItsReasonAndItsBytes() throws Exception {
        List<GeneratedClick> clicks = clicks();
        try (ElasticMqServer server = ElasticMqServer.start()) {
            QueueUrl url = server.createQueue("clicks");
            try (SqsQueue queue = server.open(url)) {
                Producer.send(queue, EVENTS, index -> clicks.get(index).json());
                run(server, url, "clean-click");
                assertThat(queue.counters()).isEqualTo(new SqsQueue.Counters(0, 0, 0));
            }
        }

        try (DuckDb duckdb = DuckDb.open()) {
            Set<Object> expected = clicks.stream()
                    .filter(click -> click.good() && !click.bot())
                    .map(GeneratedClick::eventId)
                    .collect(Collectors.toSet());
            assertThat(new HashSet<>(duckdb.column(
                            "SELECT DISTINCT event_id FROM " + DuckDb.parquet(directory.resolve("clicks")))))
                    .isEqualTo(expected);

            Map<String, String> expectedReasons = clicks.stream()
                    .filter(click -> !click.good())
                    .collect(Collectors.toMap(
                            GeneratedClick::json, click -> REASONS.get(click.flaw()), (first, second) -> first));
            assertThat(letters(duckdb)).isEqualTo(expectedReasons);
            Verification.Totals account = Account.of(
                    directory.resolve("clicks").toUri(),
                    directory.resolve("dead-letters").toUri());
            assertThat(account.received()).isEqualTo(EVENTS + account.duplicates());
            assertThat(account.rejected()).isEqualTo(expectedReasons.size());
            assertThat(account.filtered())
                    .as("bots")
                    .isEqualTo(clicks.stream()
                            .filter(click -> click.good() && click.bot())
                            .count())
                    .isPositive();
        }
    }

    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void aRecordThatFunctionsMakeSeveralRowsOfIsWrittenWholeOrIsOneDeadLetter() throws Exception {
        ClickGenerator generator = new ClickGenerator(12, 0, 0);
        List<GeneratedClick> clicks =
                LongStream.range(0, 2_000).mapToObj(generator::event).toList();
        try (ElasticMqServer server = ElasticMqServer.start()) {
            QueueUrl url = server.createQueue("clicks");
            try (SqsQueue queue = server.open(url)) {
                Producer.send(queue, clicks.size(), index -> clicks.get(index).json());
                run(server, url, "test-copy", "test-inspect");
            }
        }

        Map<String, String> expectedLetters = new HashMap<>();
        Map<Object, Object> expectedRows = new HashMap<>();
        for (GeneratedClick click : clicks) {
            switch (Copies.Fate.of(click.eventId())) {
                case GOOD -> expectedRows.put(click.eventId(), (long) Copies.OF_EACH);
                case NO_PARTITION -> expectedLetters.put(click.json(), "route route");
                case NO_NEXT_STEP -> expectedLetters.put(click.json(), "transform transform");
            }
        }
        try (DuckDb duckdb = DuckDb.open()) {
            Map<Object, Object> rows = new HashMap<>();
            duckdb.rows("SELECT event_id, count(DISTINCT session_id) AS copies, count(*) AS n FROM "
                            + DuckDb.parquet(directory.resolve("clicks")) + " GROUP BY event_id")
                    .forEach(row -> {
                        assertThat(row.get("n")).isEqualTo(row.get("copies"));
                        rows.put(row.get("event_id"), row.get("n"));
                    });
            assertThat(rows).isEqualTo(expectedRows);

            assertThat(letters(duckdb)).isEqualTo(expectedLetters).containsValues("route route", "transform transform");
            Verification.Totals account = Account.of(
                    directory.resolve("clicks").toUri(),
                    directory.resolve("dead-letters").toUri());
            assertThat(account.written()).isEqualTo(expectedRows.size());
            assertThat(account.rows()).isEqualTo(expectedRows.size() * (long) Copies.OF_EACH);
        }
    }

    /** Stage and kind of error of the dead letters, by what their records were. */
    private Map<String, String> letters(DuckDb duckdb) {
        Map<String, String> letters = new HashMap<>();
        for (Map<String, Object> letter : duckdb.rows("SELECT payload_base64, stage, error_kind, message, source FROM "
                + DuckDb.ndjson(directory.resolve("dead-letters")))) {
            String payload = new String(
                    Base64.getDecoder().decode((String) letter.get("payload_base64")), StandardCharsets.UTF_8);
            assertThat(letters.put(payload, letter.get("stage") + " " + letter.get("error_kind")))
                    .as("another dead letter of the same record")
                    .isNull();
            assertThat((String) letter.get("message")).isNotBlank();
            assertThat((String) letter.get("source")).endsWith("/clicks");
        }
        return letters;
    }

    /** The empty object is the same text each time; one of them is enough to tell letters apart by payload. */
    private static List<GeneratedClick> clicks() {
        ClickGenerator generator = new ClickGenerator(11, 0.03, 0);
        Set<String> texts = new HashSet<>();
        List<GeneratedClick> clicks = LongStream.iterate(0, index -> index + 1)
                .mapToObj(generator::event)
                .filter(click -> texts.add(click.json()))
                .limit(EVENTS)
                .toList();
        assertThat(clicks.stream().map(GeneratedClick::flaw).filter(flaw -> flaw != null))
                .as("every kind occurs")
                .contains(Flaw.values());
        return clicks;
    }

    private void run(ElasticMqServer server, QueueUrl url, String... functions) throws Exception {
        String yaml =
                """
                name: bad-messages
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
                transform:
                %s
                route:
                  event-time:
                    field: occurred_at
                output:
                  files:
                    path: %s
                announce: {}
                dead-letter:
                  path: %s
                checkpoint:
                  interval: 500 ms
                  directory: %s
                """
                        .formatted(
                                url,
                                server.endpoint(),
                                Arrays.stream(functions)
                                        .map(function -> "  - function: " + function)
                                        .collect(Collectors.joining("\n")),
                                directory.resolve("clicks"),
                                directory.resolve("dead-letters"),
                                directory.resolve("checkpoints"));
        PipelineConfig config = ConfigLoader.parse(yaml, "bad-messages.yaml", Map.of(), variable -> null);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        Pipeline.build(env, config, SchemaLoader.in(directory), PipelineEnds.of(config, lines -> {}));
        env.execute();
    }
}
