package io.millrace.job.reject;

import static java.util.Objects.requireNonNull;

import io.millrace.job.aws.EntryOutcome;
import io.millrace.job.aws.SqsException;
import io.millrace.job.aws.SqsQueue;
import io.millrace.job.aws.Trouble;
import io.millrace.job.error.OutputException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Sends letters, and says which have to be sent again.
 *
 * <p>What the queue does not take for a passing reason is sent again until it has failed for too long. What the queue
 * refuses is never sent again: it becomes an object, and its pointer is sent. A pointer that is refused, a queue that is not
 * there and credentials that do not allow it are failures of the job, with the queue's reason.
 *
 * <p>Any thread.
 */
final class LetterSender implements AutoCloseable {

    private final SqsQueue queue;
    private final String url;
    private final boolean fifo;
    private final Duration timeout;
    private final LargeLetters large;
    private final LetterMetrics metrics;
    private final LongSupplier nanoTime;

    /**
     * @param queue closed with this
     * @param url its name, for messages
     * @param fifo whether it is a FIFO queue
     * @param timeout how long a letter may fail for passing reasons
     * @param large where letters go that the queue refuses
     */
    LetterSender(
            SqsQueue queue,
            String url,
            boolean fifo,
            Duration timeout,
            LargeLetters large,
            LetterMetrics metrics,
            LongSupplier nanoTime) {
        this.queue = requireNonNull(queue, "queue");
        this.url = requireNonNull(url, "url");
        this.fifo = fifo;
        this.timeout = requireNonNull(timeout, "timeout");
        this.large = requireNonNull(large, "large");
        this.metrics = requireNonNull(metrics, "metrics");
        this.nanoTime = requireNonNull(nanoTime, "nanoTime");
    }

    /**
     * Makes one call, or one for each letter when the queue refuses them together.
     *
     * @param letters no more, and no larger, than a call takes
     * @return what to send again, in the order of {@code letters}
     * @throws OutputException when the letters cannot be sent, with the reason that came last
     */
    List<Letter> send(List<Letter> letters) throws IOException, InterruptedException {
        List<EntryOutcome> outcomes;
        try {
            outcomes = queue.send(
                    letters.stream().map(letter -> letter.message(fifo)).toList());
        } catch (SqsException e) {
            return afterFailure(letters, e);
        }
        List<Letter> again = new ArrayList<>();
        for (int i = 0; i < letters.size(); i++) {
            Letter letter = letters.get(i);
            if (outcomes.get(i) instanceof EntryOutcome.Failed failed) {
                metrics.failed(1);
                String why = failed.code() + ": " + failed.message();
                again.add(
                        failed.trouble() == Trouble.PERMANENT
                                ? refused(letter, why, null)
                                : later(letter, failed.trouble(), why, null));
            } else {
                metrics.sent();
            }
        }
        return again;
    }

    private List<Letter> afterFailure(List<Letter> letters, SqsException e) throws IOException, InterruptedException {
        if (e.kind() == SqsException.Kind.REFUSED && letters.size() > 1) {
            // Which of them is at fault is not said.
            List<Letter> again = new ArrayList<>();
            for (Letter letter : letters) {
                again.addAll(send(List.of(letter)));
            }
            return again;
        }
        metrics.failed(letters.size());
        if (e.kind() == SqsException.Kind.REFUSED) {
            return List.of(refused(letters.get(0), e.getMessage(), e));
        }
        if (!e.retryable()) {
            throw OutputException.sinkWrite(
                    "sending " + letters.size() + " dead letters failed for good: " + e.getMessage(), e);
        }
        List<Letter> again = new ArrayList<>();
        for (Letter letter : letters) {
            again.add(later(letter, e.trouble(), e.getMessage(), e));
        }
        return again;
    }

    private Letter later(Letter letter, Trouble trouble, String why, SqsException cause) throws IOException {
        long now = nanoTime.getAsLong();
        Letter failed = letter.failed(now, trouble);
        if (now - failed.failingSince() >= timeout.toNanos()) {
            throw OutputException.sinkWrite(
                    "sending the dead letter " + letter.head().id() + " to " + url + " failed " + failed.failures()
                            + " times, for which there are " + timeout.toMillis()
                            + " ms (dead-letter.sqs.timeout); the last time: " + why,
                    cause);
        }
        return failed;
    }

    private Letter refused(Letter letter, String why, SqsException cause) throws IOException {
        if (letter.form() == Letter.Form.POINTER) {
            throw OutputException.sinkWrite(
                    "the queue " + url + " refuses the pointer to the dead letter "
                            + letter.head().id() + ", too: " + why,
                    cause);
        }
        Letter pointer = large.put(letter, "refused by the queue: " + Redaction.text(why));
        metrics.large();
        return pointer;
    }

    @Override
    public void close() {
        queue.close();
    }
}
