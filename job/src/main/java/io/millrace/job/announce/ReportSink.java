package io.millrace.job.announce;

import static java.util.Objects.requireNonNull;

import io.millrace.job.record.Announcer;
import io.millrace.model.OperatorReport;
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
 * Announces operators' reports with the checkpoint that they belong to, as files are: what operators said before a barrier
 * stands in that checkpoint, and is announced when it is complete, or after a restore.
 */
public final class ReportSink implements Sink<OperatorReport>, SupportsCommitter<ReportBatch> {

    private static final long serialVersionUID = 1L;

    private final Announcer.Factory announcers;

    /** A sink that needs a constant uid. */
    public ReportSink(Announcer.Factory announcers) {
        this.announcers = requireNonNull(announcers, "announcers");
    }

    @Override
    public Writer createWriter(WriterInitContext context) {
        return new Writer();
    }

    @Override
    public Committer<ReportBatch> createCommitter(CommitterInitContext context) {
        return new ReportCommitter(announcers.open(context.metricGroup()));
    }

    @Override
    public SimpleVersionedSerializer<ReportBatch> getCommittableSerializer() {
        return ReportBatchSerializer.INSTANCE;
    }

    /** Collects reports up to the barrier. */
    private static final class Writer implements CommittingSinkWriter<OperatorReport, ReportBatch> {

        private final List<OperatorReport> reports = new ArrayList<>();

        @Override
        public void write(OperatorReport report, Context context) {
            reports.add(report);
        }

        @Override
        public void flush(boolean endOfInput) {
            // What was written goes with the next commit.
        }

        @Override
        public Collection<ReportBatch> prepareCommit() {
            if (reports.isEmpty()) {
                return List.of();
            }
            ReportBatch batch = new ReportBatch(reports);
            reports.clear();
            return List.of(batch);
        }

        @Override
        public void close() {
            // What has not reached a checkpoint is counted again.
        }
    }

    private record ReportCommitter(Announcer announcer) implements Committer<ReportBatch> {

        @Override
        public void commit(Collection<CommitRequest<ReportBatch>> requests) throws IOException, InterruptedException {
            List<OperatorReport> reports = requests.stream()
                    .flatMap(request -> request.getCommittable().reports().stream())
                    .toList();
            if (!reports.isEmpty()) {
                announcer.announce(reports);
            }
        }

        @Override
        public void close() {
            announcer.close();
        }
    }
}
