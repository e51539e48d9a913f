package io.millrace.job.quickstart;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;
import org.elasticmq.msg.DeleteQueue;

/**
 * Notices when the embedded server is no longer needed: when its queue has been deleted, or no client has asked anything
 * for a while. Every request looks its queue up at the server's queue manager; an actor in front of that sees them all.
 */
final class QueueWatch {

    /** Why the server ends. */
    enum End {
        DELETED,
        IDLE
    }

    private final String queueName;
    private final long idleNanos;
    private long lastRequest = System.nanoTime();
    private boolean deleted;

    QueueWatch(String queueName, Duration idleTimeout) {
        this.queueName = requireNonNull(queueName, "queueName");
        this.idleNanos = idleTimeout.toNanos();
    }

    /** Blocks until the server is no longer needed. */
    synchronized End await() throws InterruptedException {
        while (!deleted) {
            long left = idleNanos - (System.nanoTime() - lastRequest);
            if (left <= 0) {
                return End.IDLE;
            }
            wait(left / 1_000_000 + 1);
        }
        return End.DELETED;
    }

    private synchronized void seen(Object request) {
        lastRequest = System.nanoTime();
        if (request instanceof DeleteQueue delete && delete.queueName().equals(queueName)) {
            deleted = true;
            notifyAll();
        }
    }

    /** Passes everything on to the queue manager. */
    static final class Porter extends AbstractActor {

        private final QueueWatch watch;
        private final ActorRef queueManager;

        Porter(QueueWatch watch, ActorRef queueManager) {
            this.watch = watch;
            this.queueManager = queueManager;
        }

        @Override
        public Receive createReceive() {
            return receiveBuilder()
                    .matchAny(request -> {
                        watch.seen(request);
                        queueManager.forward(request, getContext());
                    })
                    .build();
        }
    }
}
