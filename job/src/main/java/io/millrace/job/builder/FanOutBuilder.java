// Generated from the declarations of the keys by GeneratedFilesTest, which says how.
package io.millrace.job.builder;

import io.millrace.job.config.FanOutConfig;
import io.millrace.job.config.SectionBuilder;

/** What is said of {@code source.kinesis.efo}. */
public final class FanOutBuilder extends SectionBuilder<FanOutConfig> {

    FanOutBuilder() {}

    /**
     * {@code consumer-name}: The consumer's name, unique on the stream: two jobs that share one take each other's
     * records away. Required. Example: {@code millrace-clickstream}.
     */
    public FanOutBuilder consumerName(String consumerName) {
        value("consumer-name", consumerName);
        return this;
    }

    /**
     * {@code lifecycle}: {@code job-managed} registers the consumer when it is missing, and deregisters it when a run
     * with {@code until} has read everything; a run that is stopped leaves it for the next one. {@code self-managed}
     * only uses it. Default: {@code job-managed}.
     */
    public FanOutBuilder lifecycle(FanOutConfig.Lifecycle lifecycle) {
        value("lifecycle", lifecycle);
        return this;
    }
}
