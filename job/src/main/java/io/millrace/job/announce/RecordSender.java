package io.millrace.job.announce;

import static java.util.Objects.requireNonNull;

import io.millrace.job.aws.EntryOutcome;
import io.millrace.job.aws.KinesisException;
import io.millrace.job.aws.KinesisPublisher;
import io.millrace.job.aws.OutgoingRecord;
import io.millrace.job.aws.Trouble;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Puts records on a stream until all are there or the patience ends; what is there is not sent again. Any thread. */
final class RecordSender implements AutoCloseable {

    private final String stream;
    private final KinesisPublisher publisher;
    private final StreamMetrics metrics;

    RecordSender(String stream, KinesisPublisher publisher, StreamMetrics metrics) {
        this.stream = requireNonNull(stream, "stream");
        this.publisher = requireNonNull(publisher, "publisher");
        this.metrics = requireNonNull(metrics, "metrics");
    }

    /** @throws IOException when some are not there, with the reason that came last as its cause */
    void send(List<OutgoingRecord> records, Patience patience) throws IOException, InterruptedException {
        List<OutgoingRecord> left = records;
        while (!left.isEmpty()) {
            int size = batchSize(left);
            List<OutgoingRecord> failed = new ArrayList<>();
            KinesisException why = put(left.subList(0, size), failed);
            if (failed.size() < size) {
                patience.progressed();
            }
            if (why != null) {
                giveUpOrPause(why, failed.size(), patience);
            }
            failed.addAll(left.subList(size, left.size()));
            left = failed;
        }
    }

    /** Makes one call; gives the reason for what failed, or null when all is well. */
    private KinesisException put(List<OutgoingRecord> batch, List<OutgoingRecord> failed) throws InterruptedException {
        long start = System.nanoTime();
        List<EntryOutcome> outcomes;
        try {
            outcomes = publisher.put(batch);
        } catch (KinesisException e) {
            metrics.attempt(batch.size(), System.nanoTime() - start);
            metrics.failedRecords(batch.size());
            failed.addAll(batch);
            return e;
        }
        metrics.attempt(batch.size(), System.nanoTime() - start);
        EntryOutcome.Failed last = null;
        for (int i = 0; i < batch.size(); i++) {
            if (outcomes.get(i) instanceof EntryOutcome.Failed outcome) {
                failed.add(batch.get(i));
                last = outcome;
            }
        }
        if (last == null) {
            metrics.success();
            return null;
        }
        metrics.failedRecords(failed.size());
        return new KinesisException(
                last.trouble() == Trouble.THROTTLED
                        ? KinesisException.Kind.THROTTLED
                        : KinesisException.Kind.UNAVAILABLE,
                last.code(),
                failed.size() + " of " + batch.size() + " records failed, the last with " + last.code() + ": "
                        + last.message(),
                null);
    }

    private void giveUpOrPause(KinesisException why, int records, Patience patience)
            throws IOException, InterruptedException {
        String what = "putting " + records + " records on the stream " + stream;
        try {
            if (!why.retryable()) {
                throw new IOException(what + " failed for good: " + why.getMessage(), why);
            }
            patience.pauseAfter(why, what);
        } catch (IOException e) {
            metrics.batchFailure();
            throw e;
        }
    }

    /** How many of the first records one call takes. */
    private static int batchSize(List<OutgoingRecord> records) {
        long bytes = 0;
        int size = 0;
        for (OutgoingRecord next : records) {
            bytes += next.size();
            if (size == KinesisPublisher.MAX_RECORDS || bytes > KinesisPublisher.MAX_BYTES && size > 0) {
                break;
            }
            size++;
        }
        return size;
    }

    @Override
    public void close() {
        publisher.close();
    }
}
