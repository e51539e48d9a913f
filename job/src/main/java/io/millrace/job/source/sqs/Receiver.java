package io.millrace.job.source.sqs;

import static java.util.Objects.requireNonNull;

import io.millrace.job.aws.Attempts;
import io.millrace.job.aws.Backoff;
import io.millrace.job.aws.SqsException;
import io.millrace.job.aws.SqsMessage;
import io.millrace.job.aws.SqsQueue;
import io.millrace.model.MessageId;
import io.millrace.model.RawMessage;
import io.millrace.model.SqsOrigin;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives: reserves room, asks the queue, puts what comes into the buffer. Any number of threads run one receiver.
 *
 * <p>A passing error is waited out for as long as it takes once the queue has answered at all; a queue that never answered
 * is given up after the configured attempts, because that is more likely a wrong setting than a bad moment.
 */
final class Receiver implements Workers.Work {

    private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);

    /** How long receives wait for the deletes that a restored checkpoint asks for. */
    private static final Duration RESTORE_LIMIT = Duration.ofMinutes(1);

    private final SqsQueue queue;
    private final String queueUrl;
    private final Settings settings;
    private final Receipts receipts;
    private final Room room;
    private final MessageBuffer buffer;
    private final SqsSourceMetrics metrics;
    private final Backoff backoff;
    private final InstantSource clock;

    private final AtomicBoolean warnedOfRestore = new AtomicBoolean();
    private final AtomicBoolean troubled = new AtomicBoolean();
    private volatile boolean answered;

    /** What a receive asks for. */
    record Settings(int batchSize, Duration longPoll, Duration visibility) {}

    Receiver(
            SqsQueue queue,
            String queueUrl,
            Settings settings,
            Receipts receipts,
            Room room,
            MessageBuffer buffer,
            SqsSourceMetrics metrics,
            Backoff backoff,
            InstantSource clock) {
        this.queue = requireNonNull(queue, "queue");
        this.queueUrl = requireNonNull(queueUrl, "queueUrl");
        this.settings = requireNonNull(settings, "settings");
        this.receipts = requireNonNull(receipts, "receipts");
        this.room = requireNonNull(room, "room");
        this.buffer = requireNonNull(buffer, "buffer");
        this.metrics = requireNonNull(metrics, "metrics");
        this.backoff = requireNonNull(backoff, "backoff");
        this.clock = requireNonNull(clock, "clock");
    }

    @Override
    public void run() throws InterruptedException {
        if (!receipts.awaitRestoredTried(RESTORE_LIMIT) && warnedOfRestore.compareAndSet(false, true)) {
            LOG.warn(
                    "Restored messages of {} are not all deleted after {}; receiving all the same",
                    queueUrl,
                    RESTORE_LIMIT);
        }
        Attempts attempts = new Attempts(backoff);
        int reservation;
        while ((reservation = room.reserve(settings.batchSize())) > 0) {
            try {
                receive(reservation);
                attempts.progressed();
                if (troubled.compareAndSet(true, false)) {
                    LOG.info("Queue {} answers again", queueUrl);
                }
            } catch (SqsException e) {
                boolean another = attempts.failed(e.trouble());
                if (!e.retryable() || (!answered && !another)) {
                    throw e;
                }
                if (troubled.compareAndSet(false, true)) {
                    LOG.warn("A receive from {} failed; trying on", queueUrl, e);
                }
                metrics.receiveFailed();
                attempts.pause();
            }
        }
    }

    private void receive(int reservation) throws InterruptedException {
        List<MessageBuffer.Entry> entries = List.of();
        try {
            List<SqsMessage> messages = queue.receive(reservation, settings.longPoll(), settings.visibility());
            answered = true;
            entries = entries(messages);
        } finally {
            // Held before it can be emitted, and the reservation given back whatever happened.
            receipts.received(
                    reservation,
                    entries.stream().map(MessageBuffer.Entry::receipt).toList());
        }
        metrics.received(entries.size());
        buffer.add(entries);
    }

    private List<MessageBuffer.Entry> entries(List<SqsMessage> messages) {
        long now = clock.millis();
        long leaseUntil = now + settings.visibility().toMillis();
        List<MessageBuffer.Entry> entries = new ArrayList<>(messages.size());
        for (SqsMessage message : messages) {
            Receipt receipt = new Receipt(
                    message.messageId(),
                    message.receiptHandle(),
                    message.sentAtMillis(),
                    now,
                    leaseUntil,
                    Receipt.State.BUFFERED,
                    false);
            entries.add(new MessageBuffer.Entry(rawMessage(message), receipt));
        }
        return entries;
    }

    private RawMessage rawMessage(SqsMessage message) {
        return new RawMessage(
                MessageId.of(message.messageId()),
                message.body(),
                message.attributes(),
                new SqsOrigin(
                        queueUrl,
                        message.messageId(),
                        message.groupId(),
                        message.sentAtMillis(),
                        message.firstReceivedAtMillis(),
                        message.receiveCount()));
    }
}
