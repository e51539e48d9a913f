package io.millrace.job.quickstart;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * The order in which messages are sent. Step {@code n} sends event {@code n}, and again the event that was sent {@link
 * #RESENT_AFTER} steps ago if its producer repeats itself; the last steps send repetitions only.
 */
final class ClickSequence {

    /** Far enough for the two copies of an event to be in different batches, and mostly in different checkpoints. */
    static final long RESENT_AFTER = 5_000;

    private final ClickGenerator generator;
    private final long events;

    ClickSequence(ClickGenerator generator, long events) {
        this.generator = requireNonNull(generator, "generator");
        this.events = events;
    }

    /** How many different events are sent. */
    long events() {
        return events;
    }

    long steps() {
        return events + RESENT_AFTER;
    }

    /** The bodies of these steps' messages, in order. */
    List<String> messages(StepRange steps) {
        List<String> messages = new ArrayList<>();
        for (long step = steps.from(); step < steps.to(); step++) {
            if (step < events) {
                messages.add(generator.event(step).json());
            }
            if (step >= RESENT_AFTER) {
                GeneratedClick earlier = generator.event(step - RESENT_AFTER);
                if (earlier.resent()) {
                    messages.add(earlier.json());
                }
            }
        }
        return messages;
    }
}
