package io.millrace.job.error;

import io.millrace.model.ErrorKind;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Tells a program that runs a pipeline why its job has failed. */
public final class ErrorKinds {

    /** The label with which the messages of our exceptions open, at the beginning or behind the name of their class. */
    private static final Pattern LABEL = Pattern.compile("^(?:[\\w.$]+Exception: )*("
            + Arrays.stream(ErrorKind.values()).map(ErrorKind::label).collect(Collectors.joining("|")) + "): ");

    private ErrorKinds() {}

    /**
     * The kind of a failure, from it or from the first of its causes that has one. A failure that comes from another
     * process, which Flink hands over as text, is told by the label with which its message opens.
     *
     * @param failure what {@code execute} of an environment, or a job's client, throws
     * @return empty when nothing in it is ours, such as a lost TaskManager
     */
    public static Optional<ErrorKind> of(Throwable failure) {
        Set<Throwable> seen = new HashSet<>();
        for (Throwable next = failure; next != null && seen.add(next); next = next.getCause()) {
            Optional<ErrorKind> kind = own(next);
            if (kind.isPresent()) {
                return kind;
            }
        }
        return Optional.empty();
    }

    private static Optional<ErrorKind> own(Throwable failure) {
        if (failure instanceof OutputException output) {
            return Optional.of(output.kind());
        }
        if (failure instanceof AckException ack) {
            return Optional.of(ack.kind());
        }
        Matcher label = LABEL.matcher(String.valueOf(failure.getMessage()));
        return label.find()
                ? Arrays.stream(ErrorKind.values())
                        .filter(kind -> kind.label().equals(label.group(1)))
                        .findFirst()
                : Optional.empty();
    }
}
