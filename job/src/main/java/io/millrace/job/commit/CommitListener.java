package io.millrace.job.commit;

import io.millrace.model.CommittedFile;
import java.io.IOException;
import java.io.Serializable;

/**
 * Hears of every file that has become visible.
 *
 * <p>Called by the thread of the committing task, after all files of a checkpoint and parallel instance are visible,
 * once for each of them. A failure fails the task, and after its restart all files of that checkpoint are told again:
 * at least once, so a listener recognises files it has seen by their path.
 */
@FunctionalInterface
public interface CommitListener extends Serializable {

    /** Nobody listens. */
    CommitListener NONE = file -> {};

    void committed(CommittedFile file) throws IOException;
}
