package io.millrace.job.reject;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.job.record.SlotArray;
import io.millrace.job.record.SlotMap;
import io.millrace.job.record.SlotRow;
import io.millrace.job.record.Slots;
import io.millrace.model.KinesisOrigin;
import io.millrace.model.RejectedRecord;
import io.millrace.model.Rejection;
import io.millrace.model.SqsOrigin;
import java.util.Base64;
import java.util.Map;

/** The row of a dead letter, reused. Used by one thread. */
final class DeadLetterRow {

    private static final int ATTEMPTS = 1;

    /** What a replay into a stream needs beside the bytes. */
    private static final String PARTITION_KEY = "partition_key";

    private final SlotRow row = new SlotRow(DeadLetterRows.SCHEMA.rowType());
    private final String pipeline;
    private final String version;

    /** The slot that is filled next. */
    private int next;

    DeadLetterRow(String pipeline, String version) {
        this.pipeline = pipeline;
        this.version = version;
    }

    /** Fills the row, in the order of the schema's columns; it is valid until the next call. */
    SlotRow of(RejectedRecord rejected) {
        Rejection rejection = rejected.rejection();
        next = 0;
        row.setView(next++, Base64.getEncoder().encode(rejected.payload()));
        number(rejected.unwrapped() ? 1 : 0);
        plain(rejected.messageId().toString());
        number(rejected.index());
        text(rejected.origin().source());
        plain(rejected.origin().position());
        attributes(rejected);
        number(rejected.origin().receiveCount());
        plain(rejection.stage().label());
        plain(rejection.kind().label());
        text(rejection.message());
        causes(rejection);
        text(rejection.fieldPath());
        text(rejection.expected());
        text(rejection.actual());
        plain(pipeline);
        plain(version);
        firstSeen(rejected);
        time(rejected.failedAtMillis());
        number(ATTEMPTS);
        return row;
    }

    private void attributes(RejectedRecord rejected) {
        SlotMap map = row.openMap(next++);
        if (rejected.origin() instanceof KinesisOrigin kinesis) {
            put(map, PARTITION_KEY, kinesis.partitionKey());
        }
        for (Map.Entry<String, String> attribute : rejected.attributes().entrySet()) {
            String name = attribute.getKey();
            put(map, name, Redaction.attribute(name, attribute.getValue()));
        }
    }

    private static void put(SlotMap map, String name, String value) {
        int entry = map.append();
        plain(map.keyArray(), entry, name);
        plain(map.valueArray(), entry, value);
    }

    private void causes(Rejection rejection) {
        SlotArray causes = row.openArray(next++);
        for (String cause : rejection.causes()) {
            plain(causes, causes.append(), Redaction.text(cause));
        }
    }

    private void firstSeen(RejectedRecord rejected) {
        if (rejected.origin() instanceof SqsOrigin sqs && sqs.firstReceivedAtMillis() > 0) {
            time(sqs.firstReceivedAtMillis());
        } else {
            row.setNull(next++);
        }
    }

    private void number(long value) {
        row.setWord(next++, value);
    }

    /** A time in microseconds. */
    private void time(long millis) {
        number(Math.multiplyExact(millis, 1000L));
    }

    /** A text that can hold no credential. */
    private void plain(String text) {
        plain(row, next++, text);
    }

    /** A text that may be absent, and may quote a credential. */
    private void text(String text) {
        if (text == null) {
            row.setNull(next++);
        } else {
            plain(Redaction.text(text));
        }
    }

    private static void plain(Slots slots, int slot, String text) {
        slots.setView(slot, text.getBytes(UTF_8));
    }
}
