package io.millrace.job.announce;

import static java.util.Objects.requireNonNull;

import io.millrace.job.announce.StreamAnnouncer.StreamForm;
import io.millrace.job.aws.KinesisPublisher;
import io.millrace.job.aws.KinesisPublishers;
import io.millrace.job.config.AnnounceConfig;
import io.millrace.job.config.AnnounceConfig.OnFailure;
import io.millrace.job.config.KinesisAnnounceConfig;
import io.millrace.job.config.OutputPath;
import io.millrace.job.config.PipelineName;
import io.millrace.job.metrics.MetricNames;
import io.millrace.job.record.Announcer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** Makes the announcers that a configuration asks for. */
public final class Announcements {

    private Announcements() {}

    /**
     * The announcers of a pipeline.
     *
     * @param job the pipeline's name
     * @param config null when nobody is told
     * @param output the path of the output whose files are announced
     */
    public static Announcer.Factory of(PipelineName job, AnnounceConfig config, OutputPath output) {
        return config == null
                ? Announcer.Factory.NONE
                : new Configured(job.value(), config, LogDirectory.below(output.toUri()), publishers(config));
    }

    /**
     * Announces on the stream what waits in the log's directory, and removes it from there.
     *
     * @return how many entries were announced
     * @throws IOException when something still waits
     * @throws IllegalArgumentException when no stream is configured
     */
    public static long drain(PipelineName job, AnnounceConfig config, OutputPath output)
            throws IOException, InterruptedException {
        if (config.kinesis() == null) {
            throw new IllegalArgumentException("announce.kinesis is not configured, so nothing waits to be announced");
        }
        Configured configured =
                new Configured(job.value(), config, LogDirectory.below(output.toUri()), publishers(config));
        try (StreamAnnouncer stream = configured.stream(new UnregisteredMetricsGroup())) {
            return DeferringAnnouncer.drain(configured.directory(), stream, configured.patience());
        }
    }

    private static KinesisPublisher.Factory publishers(AnnounceConfig config) {
        KinesisAnnounceConfig kinesis = config.kinesis();
        return kinesis == null ? Announcements::noStream : KinesisPublishers.of(kinesis, 1);
    }

    static Patience patience(AnnounceConfig config) {
        return Patience.of(config.retry().endless(), config.timeout());
    }

    private static KinesisPublisher noStream() {
        throw new IllegalStateException("announce.kinesis is not configured");
    }

    private record Configured(
            String job, AnnounceConfig config, LogDirectory directory, KinesisPublisher.Factory publishers)
            implements Announcer.Factory {

        Configured {
            requireNonNull(job, "job");
            requireNonNull(config, "config");
            requireNonNull(directory, "directory");
            requireNonNull(publishers, "publishers");
        }

        @Override
        public boolean announces() {
            return config.files() || config.kinesis() != null;
        }

        @Override
        public Announcer open(MetricGroup metrics) {
            List<Announcer> announcers = new ArrayList<>();
            if (config.files()) {
                announcers.add(new FilesAnnouncer(job, directory, this::patience));
            }
            if (config.kinesis() != null) {
                StreamAnnouncer stream = stream(metrics);
                announcers.add(
                        config.onFailure() == OnFailure.DEFER
                                ? new DeferringAnnouncer(job, stream, directory, this::patience)
                                : stream);
            }
            return new EachAnnouncer(announcers);
        }

        private StreamAnnouncer stream(MetricGroup group) {
            KinesisAnnounceConfig kinesis = config.kinesis();
            String name = kinesis.stream().name();
            StreamMetrics metrics = new StreamMetrics(group.addGroup(MetricNames.GROUP), name);
            return new StreamAnnouncer(
                    job,
                    StreamForm.of(job, kinesis, directory),
                    new RecordSender(name, publishers.open(), metrics),
                    metrics,
                    this::patience);
        }

        private Patience patience() {
            return Announcements.patience(config);
        }
    }
}
