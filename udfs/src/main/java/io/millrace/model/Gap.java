package io.millrace.model;

import static java.util.Objects.requireNonNull;

/**
 * Records of a stream that were lost before they were read, where the pipeline accepts that.
 *
 * @param lost which
 * @param checkpointId the checkpoint that has the reading behind the gap; {@link LogEntry#END_OF_INPUT} for what was found
 *     after the last one
 */
public record Gap(LostRange lost, long checkpointId) implements OperatorReport {

    public Gap {
        requireNonNull(lost, "lost");
    }
}
