package io.millrace.job.announce;

import static java.util.Objects.requireNonNull;

import io.millrace.job.announce.PartitionKeys.PartitionKey;
import io.millrace.job.aws.OutgoingRecord;
import io.millrace.job.config.KinesisAnnounceConfig;
import io.millrace.job.record.Announcer;
import io.millrace.model.Balance;
import io.millrace.model.CommittedFile;
import io.millrace.model.LogEntry;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Announces on a Kinesis stream: a record for each file, and one for each balance. */
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
            records.add(
                    row.entry() instanceof CommittedFile file
                            ? record(row.job(), file, left)
                            : record(row.job(), (Balance) row.entry()));
        }
        sender.send(records, left);
    }

    private OutgoingRecord record(String job, CommittedFile file, Patience left)
            throws IOException, InterruptedException {
        while (true) {
            try {
                RecordForm.Encoded encoded =
                        form.records(file.schemaName()).file(DataFileProto.message(job, file), file.modifiedAtMillis());
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

    private OutgoingRecord record(String job, Balance balance) {
        PartitionKey key = form.key("balance", balance.id());
        return new OutgoingRecord(RecordForm.balance(job, balance), key.text(), key.hashKey());
    }

    @Override
    public void close() {
        sender.close();
    }
}
