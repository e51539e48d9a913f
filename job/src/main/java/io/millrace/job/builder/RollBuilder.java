// Generated from the declarations of the keys by GeneratedFilesTest, which says how.
package io.millrace.job.builder;

import io.millrace.job.config.ByteSize;
import io.millrace.job.config.RollConfig;
import io.millrace.job.config.SectionBuilder;
import java.time.Duration;

/** What is said of {@code output.files.roll}. */
public final class RollBuilder extends SectionBuilder<RollConfig> {

    RollBuilder() {}

    /**
     * {@code size}: The size of the file, measured on encoded bytes. Between 1 KiB and 5 TiB. Default: {@code 128 MiB}.
     */
    public RollBuilder size(ByteSize size) {
        value("size", size);
        return this;
    }

    /** {@code input-size}: The size of the input that went into the file. Between 1 KiB and 5 TiB. */
    public RollBuilder inputSize(ByteSize inputSize) {
        value("input-size", inputSize);
        return this;
    }

    /** {@code rows}: The number of rows in the file. Between 1 and 1000000000000. */
    public RollBuilder rows(long rows) {
        value("rows", rows);
        return this;
    }

    /** {@code age}: The time since the file was opened. Between 100 ms and 7 d. */
    public RollBuilder age(Duration age) {
        value("age", age);
        return this;
    }

    /** {@code inactivity}: The time since the last row was written into the file. Between 100 ms and 7 d. */
    public RollBuilder inactivity(Duration inactivity) {
        value("inactivity", inactivity);
        return this;
    }
}
