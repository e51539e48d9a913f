package io.millrace.job.reject;

import static java.util.Objects.requireNonNull;

import io.millrace.job.aws.OutgoingMessage;
import io.millrace.job.aws.Trouble;
import java.io.Serializable;
import java.util.Map;

/**
 * A dead letter on its way to a queue.
 *
 * @param head what it is known by
 * @param form whether it is the letter itself
 * @param body of its message, JSON
 * @param failures how often in a row the queue has not taken it; not kept in state
 * @param failingSince when that began, on the clock of {@link System#nanoTime}; of no meaning without failures
 * @param trouble why it was not taken the last time; null without failures
 */
record Letter(LetterHead head, Form form, String body, int failures, long failingSince, Trouble trouble)
        implements Serializable {

    private static final String PREFIX = "millrace.";

    /** What a message holds. */
    enum Form {
        /** The letter. */
        LETTER("letter"),
        /** The name of the object that the letter is. */
        POINTER("pointer");

        private final String label;

        Form(String label) {
            this.label = label;
        }
    }

    Letter {
        requireNonNull(head, "head");
        requireNonNull(form, "form");
        requireNonNull(body, "body");
        if (failures > 0) {
            requireNonNull(trouble, "trouble");
        }
    }

    Letter(LetterHead head, Form form, String body) {
        this(head, form, body, 0, 0, null);
    }

    /** The letter after the queue has not taken it, for a passing reason. */
    Letter failed(long nanoTime, Trouble why) {
        return new Letter(head, form, body, failures + 1, failures == 0 ? nanoTime : failingSince, why);
    }

    /** @param fifo whether it goes to a FIFO queue, which takes one message per id within five minutes */
    OutgoingMessage message(boolean fifo) {
        return new OutgoingMessage(
                body,
                Map.of(
                        PREFIX + "letter-id", head.id(),
                        PREFIX + "form", form.label,
                        PREFIX + "pipeline", head.pipeline(),
                        PREFIX + "stage", head.stage(),
                        PREFIX + "error-kind", head.errorKind()),
                fifo ? head.messageId() : null,
                fifo ? head.id() : null);
    }

    /** What its message counts against the queue's limits, in bytes. */
    long size() {
        return message(false).size();
    }

    /** Identity and size only: a payload never reaches a log. */
    @Override
    public String toString() {
        return "Letter[" + head.id() + ", " + form.label + ", " + body.length() + " characters]";
    }
}
