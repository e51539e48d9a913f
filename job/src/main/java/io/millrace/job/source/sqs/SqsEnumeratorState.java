package io.millrace.job.source.sqs;

import static java.util.Objects.requireNonNull;

import io.millrace.job.config.QueueUrl;
import java.net.URI;

/**
 * What the enumerator remembers: which queue the receipts of this checkpoint belong to.
 *
 * @param queueUrl the queue's URL
 */
public record SqsEnumeratorState(QueueUrl queueUrl) {

    public SqsEnumeratorState {
        requireNonNull(queueUrl, "queueUrl");
    }

    /**
     * True when {@code other} is the same queue, be it under another address of its server: same account and name, and same
     * region where the addresses tell one.
     */
    boolean sameQueue(QueueUrl other) {
        return queueUrl.region().equals(other.region()) && path(queueUrl).equals(path(other));
    }

    private static String path(QueueUrl url) {
        return URI.create(url.value()).getPath();
    }
}
