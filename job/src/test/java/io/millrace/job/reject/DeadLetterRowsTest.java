package io.millrace.job.reject;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.record.RoutedRecord;
import io.millrace.job.record.RoutedRecordTypeInfo;
import io.millrace.job.testkit.GoldenFile;
import io.millrace.job.testkit.Messages;
import io.millrace.model.ErrorKind;
import io.millrace.model.MessageId;
import io.millrace.model.RejectedRecord;
import io.millrace.model.Rejection;
import io.millrace.model.SqsOrigin;
import io.millrace.model.Stage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DeadLetterRowsTest {

    private static final SqsOrigin ORIGIN = new SqsOrigin(
            "https://sqs.eu-west-1.amazonaws.com/123456789012/events",
            "2f1c5c54-9d3e-4c4b-8a53-0d3b7c6f0a11",
            null,
            1_760_000_000_000L,
            1_760_000_000_500L,
            3);

    private static final RejectedRecord REJECTED = new RejectedRecord(
            MessageId.of("2f1c5c54-9d3e-4c4b-8a53-0d3b7c6f0a11"),
            4,
            new byte[] {'{', '"', (byte) 0xff, 0},
            true,
            Map.of("content-type", "application/json"),
            ORIGIN,
            new Rejection(
                    Stage.DECODE,
                    ErrorKind.TYPE_MISMATCH,
                    "expected a number",
                    "items[2].price",
                    "decimal(12, 2)",
                    "string",
                    List.of("java.lang.IllegalStateException: a", "java.io.IOException: b")),
            1_760_003_601_250L);

    @Test
    void aDeadLetterIsTheRowThatTheGoldenFileShows() throws Exception {
        RoutedRecord routed = write(REJECTED);
        new GoldenFile("dead-letter-v1.txt").assertHolds(show(routed.row()).getBytes(StandardCharsets.UTF_8));
        assertThat(routed.partition()).isEqualTo("2025/10/09/09");
        assertThat(routed.eventTimeMicros()).isEqualTo(1_760_003_601_250_000L);
        assertThat(routed.inputBytes()).isEqualTo(4);
    }

    @Test
    void aRejectedMessageWithoutFieldOrCauseIsARowToo() throws Exception {
        RejectedRecord whole = new RejectedRecord(
                MessageId.of("m"),
                -1,
                new byte[0],
                false,
                Map.of(),
                new SqsOrigin(Messages.QUEUE, "m", null, -1, 0, 1),
                Rejection.of(Stage.RECEIVE, ErrorKind.LIMIT, "too large"),
                0);
        RowData row = write(whole).row();
        assertThat(column(row, "payload_base64")).isEqualTo("");
        assertThat(column(row, "record_index")).isEqualTo("-1");
        assertThat(column(row, "field_path")).isEqualTo("null");
        assertThat(column(row, "expected")).isEqualTo("null");
        assertThat(column(row, "actual")).isEqualTo("null");
        assertThat(column(row, "first_seen")).isEqualTo("null");
        assertThat(column(row, "cause_chain")).isEqualTo("[]");
        assertThat(column(row, "attributes")).isEqualTo("{}");
    }

    @Test
    void noColumnButThePayloadHoldsACredential() throws Exception {
        String secret = "wJalrXUtnFEMI+K7MDENG";
        RejectedRecord rejected = new RejectedRecord(
                MessageId.of("m"),
                0,
                new byte[0],
                false,
                Map.of("Authorization", "Bearer " + secret, "db.password", secret, "trace", "t-1"),
                new SqsOrigin("http://user:" + secret + "@localhost:9324/0/events", "m", null, 1, 1, 1),
                new Rejection(
                        Stage.TRANSFORM,
                        ErrorKind.TRANSFORM,
                        "GET https://a:" + secret + "@host/?x=1&X-Amz-Security-Token=" + secret + "&y=2 failed",
                        null,
                        null,
                        "{\"password\": \"" + secret + "\", \"n\": 1}",
                        List.of("java.io.IOException: Authorization: Bearer " + secret
                                + " refused for AKIAIOSFODNN7EXAMPLE")),
                0);
        String shown = show(write(rejected).row());
        assertThat(shown)
                .doesNotContain(secret)
                .doesNotContain("AKIAIOSFODNN7EXAMPLE")
                .contains("trace=t-1", "Authorization=***", "db.password=***")
                .contains("GET https://***@host/?x=1&X-Amz-Security-Token=***&y=2 failed")
                .contains("{\"password\": ***, \"n\": 1}")
                .contains("java.io.IOException: Authorization: *** refused for ***");
    }

    @Test
    void anExceptionThatQuotesAWholeValueIsCutAndNoCharacterIsHalved() {
        assertThat(Redaction.text("x".repeat(1_999) + "🦆" + "y".repeat(10)))
                .isEqualTo("x".repeat(1_999) + "… (12 more characters)");
        assertThat(Redaction.text("z".repeat(2_000))).isEqualTo("z".repeat(2_000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x-amz-security-token",
                "X-Amz-Signature",
                "x-amz-credential",
                "authorization",
                "secret_access_key",
                "awsSecretAccessKey",
                "aws_secret_access_key",
                "session_token",
                "sessionToken",
                "access_token",
                "auth_token",
                "api_key",
                "ApiKey",
                "client_secret",
                "password",
                "PASSWD"
            })
    void aValueThatANameSaysToBeACredentialIsMasked(String name) {
        assertThat(Redaction.text("refused " + name + "=wJalrXUtnFEMI&n=1")).isEqualTo("refused " + name + "=***&n=1");
        assertThat(Redaction.text("\"" + name + "\": \"wJalrXUtnFEMI\"")).isEqualTo("\"" + name + "\": ***");
    }

    @Test
    void whatIsNotACredentialIsLeftAsItIs() {
        assertThat(Redaction.text("expected ':' but got '@' at 12:30, see https://host:80/a@b"))
                .isEqualTo("expected ':' but got '@' at 12:30, see https://host:80/a@b");
        assertThat(Redaction.attribute("page-token", "p1")).isEqualTo("p1");
        assertThat(Redaction.attribute("X-Api-Key", "k")).isEqualTo("***");
    }

    @Test
    void everyColumnIsDocumented() {
        assertThat(DeadLetterRows.SCHEMA.avro().getFields())
                .extracting(Schema.Field::doc)
                .doesNotContainNull();
    }

    /** Through an operator and the serializer of its output, which refuses a row that does not fit the schema. */
    private static RoutedRecord write(RejectedRecord rejected) throws Exception {
        var rows = new OneInputStreamOperatorTestHarness<>(
                new ProcessOperator<>(new DeadLetterRows("clickstream", "0.1.0")));
        try (rows) {
            rows.setup(new RoutedRecordTypeInfo(DeadLetterRows.SCHEMA).createSerializer(new SerializerConfigImpl()));
            rows.open();
            rows.processElement(rejected, 0);
            return rows.extractOutputValues().get(0);
        }
    }

    private static String show(RowData row) {
        StringBuilder lines = new StringBuilder();
        for (String name : DeadLetterRows.SCHEMA.rowType().getFieldNames()) {
            lines.append(name).append(": ").append(column(row, name)).append('\n');
        }
        return lines.toString();
    }

    private static String column(RowData row, String name) {
        RowType type = DeadLetterRows.SCHEMA.rowType();
        int index = type.getFieldIndex(name);
        Object value = RowData.createFieldGetter(type.getTypeAt(index), index).getFieldOrNull(row);
        if (value instanceof ArrayData array) {
            StringBuilder elements = new StringBuilder();
            for (int i = 0; i < array.size(); i++) {
                elements.append(i == 0 ? "" : ", ").append(array.getString(i));
            }
            return "[" + elements + "]";
        }
        if (value instanceof MapData map) {
            Map<String, String> sorted = new TreeMap<>();
            for (int i = 0; i < map.size(); i++) {
                sorted.put(
                        map.keyArray().getString(i).toString(),
                        map.valueArray().getString(i).toString());
            }
            return sorted.toString();
        }
        return String.valueOf(value);
    }
}
