package io.millrace.job.announce;

import io.millrace.job.aws.KinesisStreams;
import io.millrace.job.config.AnnounceConfig;
import io.millrace.job.config.KinesisAnnounceConfig;
import io.millrace.job.config.OutputPath;
import java.io.IOException;

/** A commit log as its readers see it: rows, as they come. Entries may come several times. One thread. */
public interface CommitLog extends AutoCloseable {

    /** Takes what is read. */
    interface Visitor {

        /** A row. */
        void row(LogRow row) throws IOException;

        /**
         * An announcement that cannot be read; the reading goes on behind it.
         *
         * @param which the object, or the shard and sequence number
         * @param why what is wrong with it
         */
        void unreadable(String which, String why) throws IOException;
    }

    /**
     * Hands over what is new since the last call.
     *
     * @return true when there was nothing more at this moment
     * @throws IOException when the log itself cannot be reached, for a stream within {@code announce.timeout}
     */
    boolean poll(Visitor visitor) throws IOException, InterruptedException;

    @Override
    void close();

    /** The log in the directory {@code _commits} of an output. */
    static CommitLog ofFiles(OutputPath output) {
        return new DirectoryLog(LogDirectory.below(output.toUri()));
    }

    /**
     * The log on a stream, from the oldest record that it has.
     *
     * @param sinceMillis records that arrived earlier are left out; milliseconds since the epoch
     */
    static CommitLog ofStream(AnnounceConfig config, OutputPath output, long sinceMillis) {
        KinesisAnnounceConfig kinesis = config.kinesis();
        Payloads payloads = new Payloads(
                kinesis.largePayloadPath() == null
                        ? LogDirectory.below(output.toUri()).payloads().toUri()
                        : kinesis.largePayloadPath().toUri());
        return new StreamLog(
                KinesisStreams.of(kinesis).open(), payloads, sinceMillis, () -> Announcements.patience(config));
    }
}
