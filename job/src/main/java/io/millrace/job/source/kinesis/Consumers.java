package io.millrace.job.source.kinesis;

import io.millrace.job.config.FanOutConfig;
import io.millrace.job.config.StreamName;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/** What is said of consumers that cannot be used. */
final class Consumers {

    private Consumers() {}

    static SuppressRestartsException missing(FanOutConfig config, StreamName stream) {
        return new SuppressRestartsException(
                new IllegalStateException("stream " + stream + " has no consumer " + config.consumerName()
                        + ", and source.kinesis.efo.lifecycle: self-managed leaves it to you to register it"));
    }
}
