package io.millrace.job.cli;

import io.millrace.job.config.PipelineName;
import java.nio.file.Path;

/** The log of a local run: where it stands and how it is written, in properties that log4j2-cli.xml reads. */
final class LogFile {

    private static final String PROPERTY = "millrace.log";
    private static final String FORMAT = "millrace.log.format";
    private static final Path DIRECTORY = Path.of(".millrace", "logs");

    private LogFile() {}

    /** Gives a run its own log, unless the user has named one. Call before anything logs. */
    static void use(PipelineName pipeline, OutputFormat format) {
        if (System.getProperty(PROPERTY) == null) {
            System.setProperty(PROPERTY, DIRECTORY.resolve(pipeline + ".log").toString());
        }
        if (format == OutputFormat.JSON) {
            System.setProperty(FORMAT, "json");
        }
    }

    static Path path() {
        return Path.of(
                System.getProperty(PROPERTY, DIRECTORY.resolve("millrace.log").toString()));
    }
}
