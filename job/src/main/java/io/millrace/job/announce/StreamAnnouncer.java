package io.millrace.job.announce;

import static java.util.Objects.requireNonNull;

import io.millrace.job.announce.PartitionKeys.PartitionKey;
import io.millrace.job.announce.proto.DataFileV1;
import io.millrace.job.aws.OutgoingRecord;
import io.millrace.job.config.KinesisAnnounceConfig;
import io.millrace.job.record.Announcer;
import io.millrace.model.CommittedFile;
import io.millrace.model.DeadLetterFile;
import io.millrace.model.LogEntry;
import io.millrace.model.OperatorReport;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Announces on a Kinesis stream: a record for each file, and one for each operator's report. */
final class StreamAnnouncer implements Announcer {

    private final String job;
    private final StreamForm form;
    private final RecordSender sender;
    private final StreamMetrics metrics;
    private final Supplier<Patience> patience;

    /**
     * @param job the pipeline's name
     * @param sender closed with this
     * @param patience how long one announcement is tried
     */
    StreamAnnouncer(
            String job, StreamForm form, RecordSender sender, StreamMetrics metrics, Supplier<Patience> patience) {
        this.job = requireNonNull(job, "job");
        this.form = requireNonNull(form, "form");
        this.sender = requireNonNull(sender, "sender");
        this.metrics = requireNonNull(metrics, "metrics");
        this.patience = requireNonNull(patience, "patience");
    }

    /** How entries become records. */
    record StreamForm(String group, String stream, String accountId, int factor, int threshold, Payloads payloads) {

        static StreamForm of(String job, KinesisAnnounceConfig config, LogDirectory directory) {
            URI payloads = config.largePayloadPath() == null
                    ? directory.payloads().toUri()
                    : config.largePayloadPath().toUri();
            return new StreamForm(
                    config.logGroupId() == null ? job : config.logGroupId(),
                    config.stream().name(),
                    config.accountId() == null ? "" : config.accountId(),
                    config.distributionFactor(),
                    Math.toIntExact(config.largePayloadThreshold().bytes()),
                    new Payloads(payloads));
        }

        RecordForm records(String schemaName) {
            return new RecordForm(group + "-" + schemaName + "-" + stream, accountId, threshold, payloads);
        }

        PartitionKey key(String schemaName, String named) {
            return new PartitionKeys(group, schemaName, factor).of(named);
        }
    }

    @Override
    public void announce(List<? extends LogEntry> entries) throws IOException, InterruptedException {
        announce(entries.stream().map(entry -> new LogRow(job, entry)).toList(), patience.get());
    }

    /** Announces rows of whatever pipeline. */
    void announce(List<LogRow> rows, Patience left) throws IOException, InterruptedException {
        List<OutgoingRecord> records = new ArrayList<>(rows.size());
        for (LogRow row : rows) {
            records.add(row.entry() instanceof OperatorReport report ? record(row, report) : record(row, left));
        }
        sender.send(records, left);
    }

    /** Of a file, of rows or of dead letters. */
    private OutgoingRecord record(LogRow row, Patience left) throws IOException, InterruptedException {
        boolean deadLetters = row.entry() instanceof DeadLetterFile;
        CommittedFile file = deadLetters ? ((DeadLetterFile) row.entry()).file() : (CommittedFile) row.entry();
        DataFileV1 message = DataFileProto.message(row.job(), file);
        RecordForm records = form.records(file.schemaName());
        while (true) {
            try {
                RecordForm.Encoded encoded = deadLetters
                        ? records.deadLetters(message, file.modifiedAtMillis())
                        : records.file(message, file.modifiedAtMillis());
                if (encoded.large()) {
                    metrics.largePayload();
                }
                PartitionKey key = form.key(file.schemaName(), file.path());
                return new OutgoingRecord(encoded.bytes(), key.text(), key.hashKey());
            } catch (IOException e) {
                left.pauseAfter(e, "writing the large payload of " + file.path());
            }
        }
    }

    private OutgoingRecord record(LogRow row, OperatorReport report) {
        PartitionKey key = form.key("balance", row.identity());
        return new OutgoingRecord(RecordForm.report(row.job(), report), key.text(), key.hashKey());
    }

    @Override
    public void close() {
        sender.close();
    }
}
