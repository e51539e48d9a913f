package io.millrace.job.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

final class KinesisServersIT {

    @TempDir
    Path directory;

    @Test
    void kinesaliteKeepsItsRecordsThroughARestart() {
        try (KinesaliteServer server = KinesaliteServer.start(directory)) {
            server.createStream("events", 2);
            put(server.client(), "events", 1000);
            server.stop();
            assertThatThrownBy(() -> server.shards("events")).isInstanceOf(SdkClientException.class);
            server.restart();
            assertThat(read(server, "events")).isEqualTo(1000);
        }
    }

    @Test
    void kinesisLocalHasEnhancedFanOut() {
        try (KinesisLocalServer server = KinesisLocalServer.start(directory)) {
            server.createStream("events", 2);
            put(server.client(), "events", 100);
            assertThat(read(server, "events")).isEqualTo(100);
            String arn = server.client()
                    .describeStreamSummary(request -> request.streamName("events"))
                    .streamDescriptionSummary()
                    .streamARN();
            assertThat(server.client()
                            .registerStreamConsumer(
                                    request -> request.streamARN(arn).consumerName("reader"))
                            .consumer()
                            .consumerARN())
                    .contains("reader");
        }
    }

    private static void put(KinesisClient client, String stream, int records) {
        for (int from = 0; from < records; from += 500) {
            var entries = IntStream.range(from, Math.min(records, from + 500))
                    .mapToObj(index -> PutRecordsRequestEntry.builder()
                            .partitionKey("key-" + index)
                            .data(SdkBytes.fromUtf8String("record " + index))
                            .build())
                    .toList();
            assertThat(client.putRecords(request -> request.streamName(stream).records(entries))
                            .failedRecordCount())
                    .isZero();
        }
    }

    private static int read(KinesisServer server, String stream) {
        int records = 0;
        for (Shard shard : server.shards(stream)) {
            String iterator = server.client()
                    .getShardIterator(request -> request.streamName(stream)
                            .shardId(shard.shardId())
                            .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                    .shardIterator();
            var page = server.client().getRecords(request -> request.shardIterator(iterator));
            assertThat(page.records())
                    .extracting(Record::approximateArrivalTimestamp)
                    .doesNotContainNull();
            records += page.records().size();
        }
        return records;
    }
}
