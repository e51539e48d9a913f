package io.millrace.job.cli;

import io.millrace.job.aws.KinesisException;
import io.millrace.job.aws.KinesisStream;
import io.millrace.job.aws.KinesisStreams;
import io.millrace.job.cli.Findings.Finding;
import io.millrace.job.config.KinesisAnnounceConfig;
import io.millrace.job.config.PipelineConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks the stream of a pipeline's announcements whether it is there. Puts no record on it, so whether that is allowed is not
 * known before the first.
 */
final class AnnounceChecks {

    private static final String STREAM = "announce.kinesis.stream";

    private AnnounceChecks() {}

    static Findings of(PipelineConfig config) throws InterruptedException {
        List<Finding> problems = new ArrayList<>();
        List<Finding> warnings = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        if (config.announce() != null && config.announce().kinesis() != null) {
            stream(config.announce().kinesis(), problems, warnings, notes);
        }
        return new Findings(problems, warnings, notes);
    }

    private static void stream(
            KinesisAnnounceConfig kinesis, List<Finding> problems, List<Finding> warnings, List<String> notes)
            throws InterruptedException {
        String name = kinesis.stream().value();
        try (KinesisStream stream = KinesisStreams.of(kinesis).open()) {
            KinesisStream.Description description = stream.describe();
            if (!description.active()) {
                problems.add(new Finding(name, STREAM, "the stream is being created or deleted"));
            }
            if (kinesis.distributionFactor() < description.openShards()) {
                warnings.add(new Finding(
                        name,
                        "announce.kinesis.distribution-factor",
                        "the stream has " + Units.count(description.openShards(), "shard") + ", of which "
                                + Units.count(description.openShards() - kinesis.distributionFactor())
                                + " or more get no announcements"));
            }
            notes.add("announcements go to the stream " + name + " of "
                    + Units.count(description.openShards(), "shard")
                    + "; whether records may be put there is not asked, since that leaves one behind");
        } catch (KinesisException e) {
            String why =
                    switch (e.kind()) {
                        case NOT_FOUND -> "there is no such stream, or not in this region or account: ";
                        case ACCESS_DENIED -> "the credentials are missing, wrong, or do not allow it: ";
                        default -> "";
                    };
            problems.add(new Finding(name, STREAM, why + e.getMessage()));
        }
    }
}
