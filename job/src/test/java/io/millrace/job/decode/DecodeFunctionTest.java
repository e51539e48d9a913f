package io.millrace.job.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.job.config.BreakerConfig;
import io.millrace.job.config.DecodeConfig;
import io.millrace.job.config.DecodeConfig.Unwrap;
import io.millrace.job.config.RecordTest;
import io.millrace.job.config.TypeConfig;
import io.millrace.job.config.TypeName;
import io.millrace.job.decode.json.JsonDecoder;
import io.millrace.job.decode.json.JsonTypes;
import io.millrace.job.metrics.MetricNames;
import io.millrace.job.record.DecodedRecord;
import io.millrace.job.record.DecodedRecordTypeInfo;
import io.millrace.job.record.RawMessageTypeInfo;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.testkit.Messages;
import io.millrace.job.testkit.RecordedMetrics;
import io.millrace.model.ErrorKind;
import io.millrace.model.RawMessage;
import io.millrace.model.RejectedRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DecodeFunctionTest {

    private static final RecordSchema SCHEMA = RecordSchema.of(
            new Schema.Parser()
                    .parse(
                            """
                    {"type": "record", "name": "Event", "fields": [
                      {"name": "id", "type": "long"},
                      {"name": "name", "type": ["null", "string"]}]}"""));

    private final RecordedMetrics metrics = new RecordedMetrics();
    private final List<OneInputStreamOperatorTestHarness<RawMessage, DecodedRecord>> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (var harness : open) {
            harness.close();
        }
    }

    @Test
    void aMessageBecomesARecordWithItsOrigin() throws Exception {
        var harness = start(DecodeConfigs.DEFAULTS, 1.0, null);
        RawMessage message = message("{\"id\": 7, \"name\": \"x\"}");
        harness.processElement(message, 0);

        DecodedRecord record = records(harness).get(0);
        assertThat(record.row().getLong(0)).isEqualTo(7);
        assertThat(record.row().getString(1)).hasToString("x");
        assertThat(record.meta().message().id()).isEqualTo(message.id());
        assertThat(record.meta().index()).isZero();
        assertThat(record.meta().unwrapped()).isFalse();
        assertThat(rejected(harness)).isEmpty();
    }

    @Test
    void oneMessageGivesManyRecordsAndABrokenOneIsRejectedAlone() throws Exception {
        var harness = start(DecodeConfigs.with(Unwrap.LINES), 1.0, null);
        harness.processElement(message("{\"id\":1}\n{\"id\":\"two\"}\n\n{\"id\":3}\n"), 0);

        assertThat(records(harness))
                .extracting(record -> record.row().getLong(0), record -> record.meta()
                        .index())
                .containsExactly(tuple(1L, 0), tuple(3L, 2));
        RejectedRecord rejected = rejected(harness).get(0);
        assertThat(rejected.index()).isEqualTo(1);
        assertThat(rejected.unwrapped()).isTrue();
        assertThat(new String(rejected.payload(), StandardCharsets.UTF_8)).isEqualTo("{\"id\":\"two\"}");
        assertThat(rejected.rejection().kind()).isEqualTo(ErrorKind.TYPE_MISMATCH);
        assertThat(rejected.rejection().fieldPath()).isEqualTo("id");
        assertThat(rejected.rejection().message()).isEqualTo("expected a long, but found a string, at byte 6");
    }

    @Test
    void nothingOfAMessageIsHeldBackWhenItIsDone() throws Exception {
        var harness = start(DecodeConfigs.with(Unwrap.LINES), 1.0, null);
        harness.processElement(message("{\"id\":1}\n{\"id\":\n".repeat(100)), 0);

        assertThat(records(harness))
                .extracting(record -> record.meta().index())
                .hasSize(100)
                .allMatch(index -> index % 2 == 0);
        assertThat(rejected(harness))
                .extracting(RejectedRecord::index)
                .hasSize(100)
                .isSorted()
                .allMatch(index -> index % 2 == 1);
        assertThat(harness.extractOutputValues().subList(0, 100))
                .as("some go on before the message is done, however many there are")
                .anyMatch(record -> record.rejected() != null);
    }

    @Test
    void readOneByOneRejectedRecordsKeepTheirPlaces() throws Exception {
        var harness = start(function(DecodeConfigs.with(Unwrap.LINES), 1.0).oneByOne(), null);
        harness.processElement(message("{\"id\":}\n{\"id\":1}\n{\"id\":}\n"), 0);

        assertThat(harness.extractOutputValues())
                .extracting(record -> record.rejected() != null)
                .containsExactly(true, false, true);
    }

    @Test
    void aBrokenEnvelopeRejectsTheMessageWithItsBody() throws Exception {
        var harness = start(DecodeConfigs.with(Unwrap.GZIP, Unwrap.LINES), 1.0, null);
        RawMessage message = message("not gzip at all, but long enough");
        harness.processElement(message, 0);

        RejectedRecord rejected = rejected(harness).get(0);
        assertThat(rejected.index()).isEqualTo(-1);
        assertThat(rejected.unwrapped()).isFalse();
        assertThat(rejected.payload()).isEqualTo(message.body());
        assertThat(rejected.rejection().kind()).isEqualTo(ErrorKind.UNWRAP);
        assertThat(records(harness)).isEmpty();
    }

    @Test
    void theCountsGoOnAfterARestore() throws Exception {
        var first = start(DecodeConfigs.DEFAULTS, 1.0, null);
        first.processElement(message("{\"id\":1}"), 0);
        first.processElement(message("{"), 0);
        OperatorSubtaskState state = first.snapshot(1, 1);

        var second = start(DecodeConfigs.DEFAULTS, 1.0, state);
        second.processElement(message("{\"id\":2}"), 0);
        assertThat(metrics.value(MetricNames.TOTAL_DECODED)).isEqualTo(2L);
        assertThat(metrics.value(MetricNames.TOTAL_REJECTED)).isEqualTo(1L);
    }

    @Test
    void fieldsThatTheSchemaDoesNotKnowAreCountedByName() throws Exception {
        var harness = start(DecodeConfigs.DEFAULTS, 1.0, null);
        harness.processElement(message("{\"id\":1,\"colour\":\"red\",\"size\":[1]}"), 0);
        harness.processElement(message("{\"id\":1,\"colour\":null}"), 0);
        assertThat(metrics.value("field.colour.unknownFields")).isEqualTo(2L);
        assertThat(metrics.value("field.size.unknownFields")).isEqualTo(1L);
    }

    @Test
    void eachRecordOfAMessageGoesToTheOutputOfItsType() throws Exception {
        DecodeConfig config = DecodeConfigs.with(Unwrap.LINES);
        RecordSchema other = RecordSchema.of(
                SchemaBuilder.record("Other").fields().requiredLong("n").endRecord());
        List<TypeConfig> tests = List.of(
                new TypeConfig(new TypeName("event"), RecordTest.parse("id"), null, List.of(), null),
                new TypeConfig(new TypeName("other"), RecordTest.parse("n"), null, List.of(), null));
        DecodedTypes.Type events = new DecodedTypes.Type("event", JsonDecoder.factory(config, SCHEMA));
        DecodedTypes.Type others = new DecodedTypes.Type("other", JsonDecoder.factory(config, other));
        DecodedTypes types = new DecodedTypes(List.of(events, others), JsonTypes.factory(config, tests));
        DecodeFunction function = new DecodeFunction(config, new BreakerConfig(1.0, 10), types);
        var harness = start(function, null);

        harness.processElement(
                message("{\"n\":1,\"x\":0}\n{\"id\":2}\n{}\n{\"id\":\"4\"}\n{\"n\":5}\n{\"id\":6,\"x\":0}"), 0);

        assertThat(records(harness)).as("the output of the only type").isEmpty();
        assertThat(indexes(harness.getSideOutput(events.output()))).containsExactly(1, 5);
        assertThat(indexes(harness.getSideOutput(others.output()))).containsExactly(0, 4);
        assertThat(rejected(harness.getSideOutput(events.output()).stream().map(StreamRecord::getValue)))
                .as("beside those of the first type")
                .extracting(RejectedRecord::index, one -> one.rejection().kind())
                .containsExactly(tuple(2, ErrorKind.UNKNOWN_TYPE), tuple(3, ErrorKind.TYPE_MISMATCH));
        assertThat(metrics.value(MetricNames.TOTAL_DECODED)).isEqualTo(4L);
        assertThat(metrics.value("type.event.field.x.unknownFields")).isEqualTo(1L);
        assertThat(metrics.value("type.other.field.x.unknownFields")).isEqualTo(1L);
    }

    private static List<Integer> indexes(Collection<StreamRecord<DecodedRecord>> records) {
        return records.stream()
                .map(StreamRecord::getValue)
                .filter(record -> record.rejected() == null)
                .map(record -> record.meta().index())
                .toList();
    }

    @Test
    void tooManyRejectedRecordsStopTheJob() throws Exception {
        var harness = start(DecodeConfigs.DEFAULTS, 0.2, null);
        harness.processElement(message("{}"), 0);
        harness.processElement(message("{}"), 0);
        RawMessage third = message("{}");
        assertThatThrownBy(() -> harness.processElement(third, 0)).isInstanceOf(SuppressRestartsException.class);
        assertThat(rejected(harness)).as("what stopped it is let out, too").hasSize(3);
    }

    private static DecodeFunction function(DecodeConfig config, double maxShare) {
        return new DecodeFunction(config, new BreakerConfig(maxShare, 10), JsonDecoder.factory(config, SCHEMA));
    }

    private OneInputStreamOperatorTestHarness<RawMessage, DecodedRecord> start(
            DecodeConfig config, double maxShare, OperatorSubtaskState state) throws Exception {
        return start(function(config, maxShare), state);
    }

    private OneInputStreamOperatorTestHarness<RawMessage, DecodedRecord> start(
            DecodeFunction function, OperatorSubtaskState state) throws Exception {
        ExecutionConfig config = new ExecutionConfig();
        var harness = new OneInputStreamOperatorTestHarness<>(
                new ProcessOperator<>(function),
                new RawMessageTypeInfo().createSerializer(config.getSerializerConfig()),
                metrics.environment(8, 1, 0));
        open.add(harness);
        harness.setup(new DecodedRecordTypeInfo(SCHEMA).createSerializer(config.getSerializerConfig()));
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        return harness;
    }

    private static List<DecodedRecord> records(OneInputStreamOperatorTestHarness<RawMessage, DecodedRecord> harness) {
        return harness.extractOutputValues().stream()
                .filter(record -> record.rejected() == null)
                .toList();
    }

    private static List<RejectedRecord> rejected(OneInputStreamOperatorTestHarness<RawMessage, DecodedRecord> harness) {
        return rejected(harness.extractOutputValues().stream());
    }

    private static List<RejectedRecord> rejected(Stream<DecodedRecord> records) {
        return records.map(DecodedRecord::rejected).filter(Objects::nonNull).toList();
    }

    private static RawMessage message(String body) {
        return Messages.message("m", body);
    }
}
