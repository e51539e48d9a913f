package io.millrace.job.source.kinesis;

import io.millrace.job.aws.ShardRecord;
import java.util.List;

/**
 * When the records of a page came.
 *
 * @param records how many they are; never none
 * @param oldestArrivedAtMillis when the first of them arrived in the stream, milliseconds since the epoch
 * @param newestArrivedAtMillis when the last of them did
 * @param receivedAtMillis when the page was asked for, or came by itself
 */
record PageTimes(int records, long oldestArrivedAtMillis, long newestArrivedAtMillis, long receivedAtMillis) {

    /** Records stand in a shard in the order of their arrival. */
    static PageTimes of(List<ShardRecord> page, long receivedAtMillis) {
        return new PageTimes(
                page.size(),
                page.get(0).arrivedAtMillis(),
                page.get(page.size() - 1).arrivedAtMillis(),
                receivedAtMillis);
    }
}
