package io.millrace.job.cli;

import io.millrace.job.announce.CommitLog;
import io.millrace.job.cli.AnnouncedPipeline.Place;
import io.millrace.job.cli.AnnouncedPipeline.UnusableException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which log a command reads, and how it reports. */
final class LogOptions {

    @Mixin
    private PipelineFile pipeline;

    @Option(
            names = "--log",
            paramLabel = "files|stream",
            description = "Which log to read: the objects below _commits/, or the Kinesis stream. Default: the objects,"
                    + " if the pipeline keeps them.")
    private Place place;

    @Option(
            names = "--output",
            paramLabel = "text|json",
            defaultValue = "text",
            description = "How to report: for a person, or as JSON. Default: ${DEFAULT-VALUE}.")
    private OutputFormat output;

    AnnouncedPipeline pipeline() throws UnusableException {
        return AnnouncedPipeline.load(pipeline);
    }

    CommitLog open(AnnouncedPipeline announced, long sinceMillis) throws UnusableException {
        return announced.open(place, sinceMillis);
    }

    boolean json() {
        return output == OutputFormat.JSON;
    }
}
