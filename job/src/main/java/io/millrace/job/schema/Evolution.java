package io.millrace.job.schema;

import static java.util.Objects.requireNonNull;

import io.millrace.job.config.Compatibility;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/** The step from one version of a schema to a later one. */
public final class Evolution {

    private Evolution() {}

    /**
     * Why {@code newer} may not follow {@code older}; empty when it may.
     *
     * @param mode who must be able to read whose records; with {@link Compatibility#FULL} each problem says for whom
     */
    public static List<Problem> problems(Schema older, Schema newer, Compatibility mode) {
        requireNonNull(mode, "mode");
        List<Problem> problems = new ArrayList<>();
        if (mode == Compatibility.BACKWARD || mode == Compatibility.FULL) {
            Reading.problems(newer, older).forEach(reason -> problems.add(new Problem(true, reason)));
        }
        if (mode == Compatibility.FORWARD || mode == Compatibility.FULL) {
            Reading.problems(older, newer).forEach(reason -> problems.add(new Problem(false, reason)));
        }
        return problems;
    }

    /**
     * One reason.
     *
     * @param newerReads true when the newer version cannot read the older one's records, false for the opposite
     * @param reason why
     */
    public record Problem(boolean newerReads, Incompatibility reason) {

        public Problem {
            requireNonNull(reason, "reason");
        }

        /**
         * As a sentence.
         *
         * @param older how the older version is called
         * @param newer how the newer one is
         */
        public String line(String older, String newer) {
            return (newerReads ? newer : older) + " cannot read records of " + (newerReads ? older : newer) + ": "
                    + reason.line();
        }
    }
}
