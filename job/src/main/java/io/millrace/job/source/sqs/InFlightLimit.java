package io.millrace.job.source.sqs;

import io.millrace.job.config.SqsSourceConfig;

/**
 * How many messages the readers of a queue may hold together: received and not yet deleted. At SQS's own limit a queue
 * gives nothing more, without an error.
 */
record InFlightLimit(int messages) {

    static final int STANDARD = 120_000;
    static final int FIFO = 20_000;

    static InFlightLimit of(SqsSourceConfig config) {
        int ofQueue = config.queueUrl().fifo() ? FIFO : STANDARD;
        return new InFlightLimit(config.maxInFlight() == null ? ofQueue : config.maxInFlight());
    }

    /** The part of one reader: all parts together give the limit, unless it is smaller than one message each. */
    int share(int readers, int reader) {
        return Math.max(1, messages / readers + (reader < messages % readers ? 1 : 0));
    }
}
