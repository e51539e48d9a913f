package io.millrace.job.announce;

import java.io.Serializable;

/**
 * Hears of announcements that are larger than a record of the stream may be, one by one. What it does not throw is passed
 * over: that announcement is not made, and those beside it are. Shipped to the writer; called by the writer's thread, before
 * the announcement that follows is looked at, and again for what is repeated after a failure of the job.
 */
@FunctionalInterface
public interface OversizedRecords extends Serializable {

    /** Fails the job, so that no announcement is passed over. */
    OversizedRecords FAIL = tooLarge -> {
        throw tooLarge;
    };

    /** @param tooLarge names the file and the size */
    void accept(OversizedRecordException tooLarge);
}
