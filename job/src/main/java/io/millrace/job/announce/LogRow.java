package io.millrace.job.announce;

import static java.util.Objects.requireNonNull;

import io.millrace.model.Balance;
import io.millrace.model.CommittedFile;
import io.millrace.model.DeadLetterFile;
import io.millrace.model.Gap;
import io.millrace.model.LogEntry;

/**
 * An entry of the commit log, and whose it is.
 *
 * @param job the pipeline's name
 * @param entry what was announced
 */
public record LogRow(String job, LogEntry entry) {

    public LogRow {
        requireNonNull(job, "job");
        requireNonNull(entry, "entry");
    }

    /** What the same entry, announced again, has in common with it, and no other entry. */
    public String identity() {
        if (entry instanceof CommittedFile file) {
            return "file " + job + " " + file.checkpointId() + " " + file.path();
        }
        if (entry instanceof DeadLetterFile letters) {
            return "dead-letters " + job + " " + letters.checkpointId() + " "
                    + letters.file().path();
        }
        if (entry instanceof Gap gap) {
            return "gap " + job + " " + gap.lost().source() + " " + gap.lost().position();
        }
        return "balance " + ((Balance) entry).id();
    }
}
