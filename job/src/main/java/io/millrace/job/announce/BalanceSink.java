package io.millrace.job.announce;

import static java.util.Objects.requireNonNull;

import io.millrace.job.record.Announcer;
import io.millrace.model.Balance;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Announces balances with the checkpoint that they belong to, as files are: what operators counted before a barrier stands
 * in that checkpoint, and is announced when it is complete, or after a restore.
 */
public final class BalanceSink implements Sink<Balance>, SupportsCommitter<BalanceBatch> {

    private static final long serialVersionUID = 1L;

    private final Announcer.Factory announcers;

    /** A sink that needs a constant uid. */
    public BalanceSink(Announcer.Factory announcers) {
        this.announcers = requireNonNull(announcers, "announcers");
    }

    @Override
    public Writer createWriter(WriterInitContext context) {
        return new Writer();
    }

    @Override
    public Committer<BalanceBatch> createCommitter(CommitterInitContext context) {
        return new BalanceCommitter(announcers.open(context.metricGroup()));
    }

    @Override
    public SimpleVersionedSerializer<BalanceBatch> getCommittableSerializer() {
        return BalanceBatchSerializer.INSTANCE;
    }

    /** Collects balances up to the barrier. */
    private static final class Writer implements CommittingSinkWriter<Balance, BalanceBatch> {

        private final List<Balance> balances = new ArrayList<>();

        @Override
        public void write(Balance balance, Context context) {
            balances.add(balance);
        }

        @Override
        public void flush(boolean endOfInput) {
            // What was written goes with the next commit.
        }

        @Override
        public Collection<BalanceBatch> prepareCommit() {
            if (balances.isEmpty()) {
                return List.of();
            }
            BalanceBatch batch = new BalanceBatch(balances);
            balances.clear();
            return List.of(batch);
        }

        @Override
        public void close() {
            // What has not reached a checkpoint is counted again.
        }
    }

    private record BalanceCommitter(Announcer announcer) implements Committer<BalanceBatch> {

        @Override
        public void commit(Collection<CommitRequest<BalanceBatch>> requests) throws IOException, InterruptedException {
            List<Balance> balances = requests.stream()
                    .flatMap(request -> request.getCommittable().balances().stream())
                    .toList();
            if (!balances.isEmpty()) {
                announcer.announce(balances);
            }
        }

        @Override
        public void close() {
            announcer.close();
        }
    }
}
