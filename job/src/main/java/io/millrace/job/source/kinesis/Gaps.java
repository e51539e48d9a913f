package io.millrace.job.source.kinesis;

import static java.util.Objects.requireNonNull;

import io.millrace.job.config.KinesisSourceConfig.OnGap;
import io.millrace.job.config.StreamName;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What follows when records were lost: the end of the job, or a warning and a count. */
final class Gaps {

    private static final Logger LOG = LoggerFactory.getLogger(Gaps.class);

    private final StreamName stream;
    private final OnGap policy;
    private final Runnable counter;

    /**
     * @param stream for the message
     * @param policy what follows
     * @param counter counts a gap that is accepted
     */
    Gaps(StreamName stream, OnGap policy, Runnable counter) {
        this.stream = requireNonNull(stream, "stream");
        this.policy = requireNonNull(policy, "policy");
        this.counter = requireNonNull(counter, "counter");
    }

    /**
     * @param what was lost, as the rest of a sentence that begins with the shard
     * @throws SuppressRestartsException with a {@link GapException}, unless gaps are accepted
     */
    void report(String shardId, String what) {
        String message = "records of stream " + stream + " are lost: " + shardId + " " + what;
        if (policy == OnGap.FAIL) {
            throw new SuppressRestartsException(new GapException(
                    message + ". To read on with what is left, set source.kinesis.on-gap: continue for one run"));
        }
        LOG.warn("{}. Reading on, as source.kinesis.on-gap says", message);
        counter.run();
    }
}
