package io.millrace.job.it;

import io.millrace.job.testkit.Aggregates;
import io.millrace.job.testkit.KinesisServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/** Puts events into a stream, half of them by themselves and half of them packed, over all shards. */
final class StreamProducer {

    private static final int PACKED = 25;
    private static final int REQUEST = 500;

    private StreamProducer() {}

    /** Puts the events {@code from} to {@code to}, exclusive. */
    static void put(KinesisServer server, String stream, int from, int to, IntFunction<String> event) {
        List<PutRecordsRequestEntry> records = new ArrayList<>();
        for (int first = from; first < to; first += 2 * PACKED) {
            int half = Math.min(to, first + PACKED);
            for (int id = first; id < half; id++) {
                records.add(record("key-" + id, event.apply(id).getBytes(StandardCharsets.UTF_8)));
            }
            int end = Math.min(to, half + PACKED);
            if (half < end) {
                String key = "packed-" + half;
                records.add(record(
                        key,
                        Aggregates.of(
                                key, IntStream.range(half, end).mapToObj(event).toList())));
            }
            if (records.size() + PACKED + 1 > REQUEST) {
                server.put(stream, records);
                records.clear();
            }
        }
        if (!records.isEmpty()) {
            server.put(stream, records);
        }
    }

    private static PutRecordsRequestEntry record(String key, byte[] data) {
        return PutRecordsRequestEntry.builder()
                .partitionKey(key)
                .data(SdkBytes.fromByteArray(data))
                .build();
    }
}
