package io.millrace.job.it;

import io.millrace.model.click.ClickEvent;
import io.millrace.udf.RecordFunction;
import java.time.Instant;
import java.util.function.Consumer;

/** Functions that make several rows of a record, of which a later step refuses one. */
public final class Copies {

    static final int OF_EACH = 3;

    private Copies() {}

    /** What is wrong with the rows of an event: by its id, so that the test knows it too. */
    enum Fate {
        GOOD,
        NO_PARTITION,
        NO_NEXT_STEP;

        static Fate of(String eventId) {
            return switch (Math.floorMod(eventId.hashCode(), 8)) {
                case 0 -> NO_PARTITION;
                case 1 -> NO_NEXT_STEP;
                default -> GOOD;
            };
        }
    }

    private abstract static class OfClicks implements RecordFunction<ClickEvent, ClickEvent> {

        @Override
        public final Class<ClickEvent> inputType() {
            return ClickEvent.class;
        }

        @Override
        public final Class<ClickEvent> outputType() {
            return ClickEvent.class;
        }
    }

    /** Makes three rows of one, numbered in their sessions; the last may have an impossible time. */
    public static final class Copy extends OfClicks {

        @Override
        public String name() {
            return "test-copy";
        }

        @Override
        public void apply(ClickEvent event, Consumer<ClickEvent> out) {
            for (int copy = 0; copy < OF_EACH; copy++) {
                event.setSessionId(Integer.toString(copy));
                if (copy == OF_EACH - 1 && Fate.of(event.getEventId()) == Fate.NO_PARTITION) {
                    event.setOccurredAt(Instant.EPOCH);
                }
                out.accept(event);
            }
        }
    }

    /** Gives what it takes, and fails on the second of some copies. */
    public static final class Inspect extends OfClicks {

        @Override
        public String name() {
            return "test-inspect";
        }

        @Override
        public void apply(ClickEvent event, Consumer<ClickEvent> out) {
            if (event.getSessionId().equals("1") && Fate.of(event.getEventId()) == Fate.NO_NEXT_STEP) {
                throw new IllegalStateException("the second copy is bad");
            }
            out.accept(event);
        }
    }
}
