package io.millrace.job.rehearsal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.config.ConfigLoader;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.error.RejectedShareException;
import io.millrace.job.pipeline.Stages;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.record.RoutedRecord;
import io.millrace.job.schema.SchemaLoader;
import io.millrace.job.testkit.Clicks;
import io.millrace.model.FileOrigin;
import io.millrace.model.MessageId;
import io.millrace.model.RawMessage;
import io.millrace.model.RejectedRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.junit.jupiter.api.Test;

class RehearsalTest {

    private static final String YAML =
            """
            name: rehearsed
            source:
              sqs:
                queue-url: http://localhost:9324/000000000000/clicks
            decode:
              schema: class:io.millrace.model.click.ClickEvent
              unwrap: [lines]
            transform:
              - function: clean-click
            route:
              event-time:
                field: occurred_at
            output:
              stats: {}
            dead-letter:
              path: out/dead
              breaker: {max-share: %s, window: 10}
            """;

    private static final String BOT =
            Clicks.json(1, 1).get(0).replaceFirst("\"user_agent\": *\"[^\"]*\"", "\"user_agent\":\"bot\"");

    private final List<String> partitions = new ArrayList<>();
    private final List<RejectedRecord> rejected = new ArrayList<>();

    @Test
    void recordsAreCountedByWhatBecomesOfThem() throws Exception {
        List<String> lines = new ArrayList<>(Clicks.json(3, 20));
        lines.add("not json");
        lines.add(BOT);

        try (Rehearsal rehearsal = open("1", Long.MAX_VALUE)) {
            rehearsal.process(message(lines));

            assertThat(rehearsal.records()).isEqualTo(22);
            assertThat(rehearsal.filtered()).isPositive();
            assertThat(partitions).hasSizeGreaterThanOrEqualTo(20);
            assertThat(rejected).singleElement().satisfies(letter -> {
                assertThat(new String(letter.payload(), UTF_8)).isEqualTo("not json");
                assertThat(letter.index()).isEqualTo(20);
            });
        }
    }

    @Test
    void nothingIsHeardBeyondTheMostRecordsThatAreWanted() throws Exception {
        try (Rehearsal rehearsal = open("1", 3)) {
            rehearsal.process(message(List.of(BOT, "bad", BOT, "bad", BOT)));

            assertThat(rehearsal.records()).isEqualTo(3);
            assertThat(rehearsal.filtered()).isEqualTo(2);
            assertThat(rejected).hasSize(1);
        }
    }

    @Test
    void theBreakerStopsARehearsalAsItStopsAJob() throws Exception {
        try (Rehearsal rehearsal = open("0.2", Long.MAX_VALUE)) {
            assertThatThrownBy(() -> rehearsal.process(message(List.of(BOT, "bad", "bad", "bad", "bad"))))
                    .isInstanceOf(SuppressRestartsException.class)
                    .hasCauseInstanceOf(RejectedShareException.class);

            assertThat(rejected).hasSize(3);
        }
    }

    @Test
    void closingTwiceIsNoProblem() throws Exception {
        Rehearsal rehearsal = open("1", 1);

        rehearsal.close();
        rehearsal.close();

        assertThat(rejected).isEmpty();
    }

    private Rehearsal open(String maxShare, long most) throws Exception {
        PipelineConfig config = ConfigLoader.parse(YAML.formatted(maxShare), "x.yaml", Map.of(), name -> null);
        Stages stages = Stages.of(
                config,
                SchemaLoader.in(Path.of("")),
                UnaryOperator.identity(),
                config.deadLetter().breaker());
        return Rehearsal.open(stages, most, new Audience() {
            @Override
            public void row(RecordSchema schema, RoutedRecord row) {
                partitions.add(row.partition());
            }

            @Override
            public void rejected(RejectedRecord record) {
                rejected.add(record);
            }
        });
    }

    private static RawMessage message(List<String> lines) {
        byte[] body = String.join("\n", lines).getBytes(UTF_8);
        return new RawMessage(MessageId.of("m"), body, Map.of(), new FileOrigin("file:/x", 0, body.length, -1));
    }
}
