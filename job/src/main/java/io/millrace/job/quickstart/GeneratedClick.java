package io.millrace.job.quickstart;

import static java.util.Objects.requireNonNull;

/**
 * One event of the generator.
 *
 * @param index its place in the sequence, from 0
 * @param eventId the id its producer gave it, a UUID
 * @param json its text, as sent
 * @param flaw what is wrong with it; null when it is good
 * @param bot true when a crawler caused it, which the quickstart's function filters out
 * @param resent true when its producer sends it twice under the same id; never a bad one
 */
public record GeneratedClick(long index, String eventId, String json, Flaw flaw, boolean bot, boolean resent) {

    public GeneratedClick {
        requireNonNull(eventId, "eventId");
        requireNonNull(json, "json");
    }

    public boolean good() {
        return flaw == null;
    }
}
