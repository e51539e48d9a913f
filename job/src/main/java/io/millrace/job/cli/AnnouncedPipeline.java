package io.millrace.job.cli;

import io.millrace.job.announce.CommitLog;
import io.millrace.job.config.AnnounceConfig;
import io.millrace.job.config.ConfigException;
import io.millrace.job.config.CsvConfig;
import io.millrace.job.config.FilesConfig;
import io.millrace.job.config.OutputPath;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.config.PipelineName;
import org.apache.flink.configuration.Configuration;

/**
 * A pipeline whose files are announced.
 *
 * @param name the pipeline's name
 * @param announce who is told
 * @param output the path of its files
 * @param deadLetters the path of its dead letters
 * @param csvHeader whether its CSV files begin with a line of names
 */
record AnnouncedPipeline(
        PipelineName name, AnnounceConfig announce, OutputPath output, OutputPath deadLetters, boolean csvHeader) {

    /** Where a log can be read. */
    enum Place {
        FILES,
        STREAM
    }

    /** Says what keeps a command from reading a log; for a person. */
    static final class UnusableException extends Exception {

        private static final long serialVersionUID = 1L;

        UnusableException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Reads the configuration, and makes its {@code s3://} paths work. */
    static AnnouncedPipeline load(PipelineFile file) throws UnusableException {
        PipelineConfig config;
        try {
            config = file.load().config();
        } catch (ConfigException e) {
            throw new UnusableException(e.getMessage(), e);
        }
        if (config.announce() == null) {
            throw new UnusableException(
                    file.path() + ": announce: nothing is announced by this pipeline, so there is no log", null);
        }
        LocalStores.load(config, new Configuration());
        FilesConfig files = config.output().files();
        CsvConfig csv = files.format().csv();
        return new AnnouncedPipeline(
                config.name(),
                config.announce(),
                files.path(),
                config.deadLetter().path(),
                csv == null || csv.header());
    }

    /**
     * Opens the log.
     *
     * @param place where; null takes the objects below {@code _commits/} when the pipeline keeps them, otherwise the stream
     * @param sinceMillis for a stream: what arrived earlier is left out
     */
    CommitLog open(Place place, long sinceMillis) throws UnusableException {
        Place wanted = place != null ? place : announce.files() ? Place.FILES : Place.STREAM;
        if (wanted == Place.STREAM && announce.kinesis() == null) {
            throw new UnusableException("announce.kinesis is not configured, so there is no log on a stream", null);
        }
        if (wanted == Place.FILES && !announce.files()) {
            throw new UnusableException("announce.files is false, so there is no log in files", null);
        }
        return wanted == Place.FILES ? CommitLog.ofFiles(output) : CommitLog.ofStream(announce, output, sinceMillis);
    }
}
