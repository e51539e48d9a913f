package io.millrace.job.announce;

import static java.util.Objects.requireNonNull;

import io.millrace.job.aws.KinesisException;
import io.millrace.job.aws.KinesisStream;
import io.millrace.job.aws.ShardInfo;
import io.millrace.job.aws.ShardPage;
import io.millrace.job.aws.ShardPlace;
import io.millrace.job.aws.ShardRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The log on a stream: every shard from its oldest record on. Rows of one shard come in its order, those of several in none.
 */
final class StreamLog implements CommitLog {

    private final KinesisStream stream;
    private final Payloads payloads;
    private final long sinceMillis;
    private final Supplier<Patience> patience;

    /** Shards that are being read, and where the next page of each begins. */
    private final Map<String, Cursor> open = new LinkedHashMap<>();

    private final Set<String> known = new HashSet<>();

    /**
     * @param stream closed with this
     * @param patience how long one poll is tried
     */
    StreamLog(KinesisStream stream, Payloads payloads, long sinceMillis, Supplier<Patience> patience) {
        this.stream = requireNonNull(stream, "stream");
        this.payloads = requireNonNull(payloads, "payloads");
        this.sinceMillis = sinceMillis;
        this.patience = requireNonNull(patience, "patience");
    }

    @Override
    public boolean poll(Visitor visitor) throws IOException, InterruptedException {
        Patience left = patience.get();
        while (true) {
            try {
                return pages(visitor);
            } catch (KinesisException e) {
                if (!e.retryable()) {
                    throw new IOException(e.getMessage(), e);
                }
                left.pauseAfter(e, "reading the commit log");
            }
        }
    }

    /** Reads a page of every shard. */
    private boolean pages(Visitor visitor) throws IOException, InterruptedException {
        discover();
        boolean nothing = true;
        for (Cursor cursor : new ArrayList<>(open.values())) {
            nothing &= read(cursor, visitor);
        }
        return nothing;
    }

    /** Shards appear by splits and merges; those that one replaces end, and are read to their end. */
    private void discover() throws InterruptedException {
        for (ShardInfo shard : stream.shards()) {
            if (known.add(shard.shardId())) {
                open.put(shard.shardId(), new Cursor(shard.shardId()));
            }
        }
    }

    /** Reads one page; gives true when it was the last for now. */
    private boolean read(Cursor cursor, Visitor visitor) throws IOException, InterruptedException {
        ShardPage page;
        try {
            if (cursor.iterator == null) {
                cursor.iterator = stream.iterator(cursor.shardId, cursor.place());
            }
            page = stream.records(cursor.iterator, KinesisStream.MAX_RECORDS);
        } catch (KinesisException e) {
            if (e.kind() != KinesisException.Kind.EXPIRED_ITERATOR) {
                throw e;
            }
            cursor.iterator = null;
            return false;
        }
        for (ShardRecord record : cursor.fresh(page.records())) {
            if (record.arrivedAtMillis() >= sinceMillis) {
                visit(cursor.shardId, record, visitor);
            }
        }
        cursor.iterator = page.next();
        if (page.following().isEmpty()) {
            open.remove(cursor.shardId);
        }
        return page.following().isEmpty() || page.records().isEmpty() && page.millisBehind() == 0;
    }

    private void visit(String shardId, ShardRecord record, Visitor visitor) throws IOException {
        LogRow row;
        try {
            row = RecordForm.row(record.data(), payloads);
        } catch (IOException e) {
            visitor.unreadable(shardId + "/" + record.sequenceNumber(), DirectoryLog.message(e));
            return;
        }
        visitor.row(row);
    }

    @Override
    public void close() {
        stream.close();
    }

    /** How far a shard has been read. */
    private static final class Cursor {

        private final String shardId;
        private String iterator;
        private String lastRead;

        Cursor(String shardId) {
            this.shardId = shardId;
        }

        ShardPlace place() {
            return lastRead == null ? new ShardPlace.TrimHorizon() : new ShardPlace.AtSequenceNumber(lastRead);
        }

        /** Without the record at which a new iterator began, which was read before. */
        List<ShardRecord> fresh(List<ShardRecord> records) {
            List<ShardRecord> fresh = records;
            if (!records.isEmpty()) {
                if (records.get(0).sequenceNumber().equals(lastRead)) {
                    fresh = records.subList(1, records.size());
                }
                lastRead = records.get(records.size() - 1).sequenceNumber();
            }
            return fresh;
        }
    }
}
