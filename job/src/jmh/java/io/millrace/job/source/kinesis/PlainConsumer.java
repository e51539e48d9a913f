package io.millrace.job.source.kinesis;

import io.millrace.job.testkit.KinesisServer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/**
 * Reads a stream with the SDK's client alone, counts its bytes, and keeps nothing: as {@code main ENDPOINT STREAM RECORDS
 * THREADS}. Each thread asks its shards in turn, as fast as the server answers.
 */
public final class PlainConsumer {

    private PlainConsumer() {}

    public static void main(String[] args) throws Exception {
        String stream = args[1];
        long records = Long.parseLong(args[2]);
        int threads = Integer.parseInt(args[3]);
        AtomicLong read = new AtomicLong();
        AtomicLong bytes = new AtomicLong();
        ExecutorService readers = Executors.newFixedThreadPool(threads);
        try (KinesisClient client = KinesisServer.client(URI.create(args[0]))) {
            List<String> shards = client.listShards(request -> request.streamName(stream)).shards().stream()
                    .map(shard -> shard.shardId())
                    .toList();
            List<Future<?>> running = IntStream.range(0, threads)
                    .<Future<?>>mapToObj(thread -> readers.submit(() -> {
                        List<String> own = IntStream.range(0, shards.size())
                                .filter(shard -> shard % threads == thread)
                                .mapToObj(shards::get)
                                .toList();
                        read(client, stream, own, records, read, bytes);
                    }))
                    .toList();
            for (Future<?> thread : running) {
                thread.get();
            }
        } finally {
            readers.shutdownNow();
        }
        System.out.println(read.get() + " records, " + bytes.get() + " bytes");
    }

    private static void read(
            KinesisClient client, String stream, List<String> shards, long records, AtomicLong read, AtomicLong bytes) {
        List<String> iterators = new ArrayList<>();
        for (String shard : shards) {
            iterators.add(client.getShardIterator(request ->
                            request.streamName(stream).shardId(shard).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                    .shardIterator());
        }
        while (read.get() < records) {
            for (int i = 0; i < iterators.size(); i++) {
                String iterator = iterators.get(i);
                GetRecordsResponse page = client.getRecords(
                        request -> request.shardIterator(iterator).limit(10_000));
                for (Record record : page.records()) {
                    bytes.addAndGet(record.data().asByteArrayUnsafe().length);
                }
                read.addAndGet(page.records().size());
                iterators.set(i, page.nextShardIterator());
            }
        }
    }
}
