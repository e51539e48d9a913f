package io.millrace.job.cli;

import io.millrace.job.aws.SqsException;
import io.millrace.job.aws.SqsQueue;
import io.millrace.job.cli.Findings.Finding;
import io.millrace.job.config.FilesSourceConfig;
import io.millrace.job.config.OutputPath;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.pipeline.PipelineEnds;
import io.millrace.job.source.files.MatchingFiles;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/**
 * Asks the services of a pipeline whether they are there and let it do what it will do. Takes no message from the queue,
 * and leaves nothing behind.
 */
final class LiveChecks {

    /** The key of the place for announcements that are too large for a record of the stream. */
    static final String PAYLOADS = "announce.kinesis.large-payload-path";

    /** A restart receives again what was in flight: with fewer receives allowed, good messages end as letters of SQS. */
    private static final int LEAST_RECEIVES = 20;

    private static final Duration LEAST_RETENTION = Duration.ofDays(1);
    private static final Duration SAFE_RETENTION = Duration.ofDays(4);

    private static final String NO_RECEIPT = "millrace-validate";

    private final List<Finding> problems = new ArrayList<>();
    private final List<Finding> warnings = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<Finding> passed = new ArrayList<>();

    private LiveChecks() {}

    /**
     * @param ends what the pipeline is connected to
     * @param state where checkpoints are kept
     */
    static Findings of(PipelineConfig config, PipelineEnds ends, Path state) throws InterruptedException {
        LiveChecks checks = new LiveChecks();
        Findings ofStream = Findings.NONE;
        if (config.source().sqs() != null) {
            checks.queue(config, ends.queue());
        } else if (config.source().kinesis() != null) {
            ofStream = StreamChecks.of(
                    config.source().kinesis(), config.checkpoint().interval(), ends.stream());
        } else {
            checks.files(config.source().files());
        }
        Map<String, Path> directories = new LinkedHashMap<>();
        if (config.output().files() != null) {
            directories.put("output.files.path", flink(config.output().files().path()));
        }
        directories.put("dead-letter.path", flink(config.deadLetter().path()));
        config.largePayloads().ifPresent(place -> directories.put(PAYLOADS, flink(place)));
        directories.put("checkpoint.directory", state);
        directories.forEach(checks::directory);
        return ofStream.and(new Findings(checks.problems, checks.warnings, checks.notes, checks.passed))
                .and(LetterChecks.of(config.deadLetter().sqs(), ends.letters()));
    }

    private static Path flink(OutputPath path) {
        return new Path(path.toUri());
    }

    private void files(FilesSourceConfig source) {
        try {
            List<FileStatus> files =
                    new MatchingFiles(source.path(), source.splitSize().bytes()).files();
            long bytes = files.stream().mapToLong(FileStatus::getLen).sum();
            notes.add(Units.count(files.size(), "file") + " to read, " + Units.bytes((double) bytes));
        } catch (IOException | RuntimeException e) {
            // File systems of plugins report refusals and wrong settings with either.
            problems.add(
                    new Finding(source.path().value(), "source.files.path", "cannot be listed: " + Causes.line(e)));
        }
    }

    private void queue(PipelineConfig config, SqsQueue.Factory factory) throws InterruptedException {
        String url = config.source().sqs().queueUrl().value();
        int before = problems.size();
        try (SqsQueue queue = factory.open()) {
            SqsQueue.Attributes attributes = queue.attributes();
            SqsQueue.Counters counters = queue.counters();
            if (attributes.fifo() != config.source().sqs().queueUrl().fifo()) {
                problems.add(
                        new Finding(url, "source.sqs.queue-url", "a FIFO queue's name ends in .fifo, and only its"));
            }
            if (attributes.maxReceiveCount() != null && attributes.maxReceiveCount() < LEAST_RECEIVES) {
                warnings.add(new Finding(
                        url,
                        "",
                        "the queue gives a message up after " + attributes.maxReceiveCount()
                                + " receives (maxReceiveCount of its redrive policy); every restart of the job receives"
                                + " again what was in flight, so expect good messages in the queue's own dead-letter"
                                + " queue; " + LEAST_RECEIVES + " or more is safe"));
            }
            retention(url, attributes.retention());
            notes.add("the queue holds " + Units.count(counters.visible(), "message") + ", "
                    + Units.count(counters.inFlight()) + " in flight, " + Units.count(counters.delayed())
                    + " delayed; its visibility timeout is " + Units.duration(attributes.visibilityTimeout())
                    + " (the job sets its own with each receive)");
            // Refused as receipts, but only to those who may use one.
            allowed(url, () -> queue.delete(List.of(NO_RECEIPT)));
            allowed(
                    url,
                    () -> queue.changeVisibility(
                            List.of(new SqsQueue.VisibilityChange(NO_RECEIPT, Duration.ofMinutes(2)))));
            if (problems.size() == before) {
                passed.add(new Finding(
                        url, "source.sqs.queue-url", "answers, and allows deletes and changes of visibility"));
            }
        } catch (SqsException e) {
            problems.add(new Finding(url, "source.sqs.queue-url", explained(e)));
        }
    }

    private void retention(String url, Duration retention) {
        if (retention != null && retention.compareTo(LEAST_RETENTION) < 0) {
            warnings.add(new Finding(
                    url,
                    "",
                    "the queue drops messages that are older than " + Units.duration(retention)
                            + " (MessageRetentionPeriod): a job that stands still for longer loses them; "
                            + Units.duration(SAFE_RETENTION) + ", SQS's default, or more is safe"));
        }
    }

    private interface Call {
        void make() throws InterruptedException;
    }

    private void allowed(String url, Call call) throws InterruptedException {
        try {
            call.make();
        } catch (SqsException e) {
            // That there is no such receipt is the answer of a queue that would have taken a real one.
            if (e.kind() != SqsException.Kind.REFUSED) {
                problems.add(new Finding(url, "", explained(e)));
            }
        }
    }

    static String explained(SqsException e) {
        return switch (e.kind()) {
            case NO_SUCH_QUEUE -> "there is no such queue, or not in this region or account: " + e.getMessage();
            case ACCESS_DENIED -> "the credentials are missing, wrong, or do not allow it: " + e.getMessage();
            case REFUSED, THROTTLED, UNAVAILABLE -> e.getMessage();
        };
    }

    /** Writes, lists and deletes a small file, as the job will. */
    private void directory(String key, Path directory) {
        try (Probe probe = Probe.in(directory)) {
            probe.write();
            if (!probe.isListed()) {
                problems.add(new Finding(directory.toString(), key, "what was written is not found by listing"));
                return;
            }
        } catch (IOException | RuntimeException e) {
            // File systems of plugins report refusals and wrong settings with either.
            problems.add(new Finding(directory.toString(), key, "cannot be written to: " + Causes.line(e)));
            return;
        }
        passed.add(new Finding(directory.toString(), key, "can be written to, listed and deleted from"));
    }
}
