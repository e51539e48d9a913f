package io.millrace.job.announce;

import io.millrace.model.LostRange;
import java.time.Instant;

/** What is said to a person of records that were lost. */
public final class LostText {

    private LostText() {}

    /** A sentence without its end: which records, and what is known of when. */
    public static String of(LostRange lost) {
        StringBuilder text = new StringBuilder("records of ").append(lost.lane());
        if (lost.after().isEmpty()) {
            text.append(lost.before().isEmpty() ? "" : " before the number " + lost.before());
        } else {
            text.append(
                    lost.before().isEmpty()
                            ? " after the number " + lost.after()
                            : " between the numbers " + lost.after() + " and " + lost.before());
        }
        text.append(" were lost; it was ")
                .append(
                        lost.readUntilMillis() == null
                                ? "never read"
                                : "read until " + Instant.ofEpochMilli(lost.readUntilMillis()));
        return text.append(
                        lost.leftSinceMillis() == null
                                ? ", and nothing newer is left"
                                : ", and the oldest record left arrived "
                                        + Instant.ofEpochMilli(lost.leftSinceMillis()))
                .toString();
    }
}
