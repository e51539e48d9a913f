package io.millrace.job.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.flink.util.SerializedThrowable;

/** A chain of exceptions as a person wants to read it: what went wrong, then why, without the frames. */
final class Causes {

    private static final int MOST = 6;
    private static final int LONGEST = 600;

    private Causes() {}

    /** The whole chain in one line, outermost first. */
    static String line(Throwable error) {
        return String.join(": ", chain(error));
    }

    /** One text per exception that says something its causes do not; at least one. */
    static List<String> chain(Throwable error) {
        List<String> all = new ArrayList<>();
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable cause = error; cause != null && seen.add(cause); cause = cause.getCause()) {
            all.add(text(cause));
        }
        List<String> telling = new ArrayList<>();
        Set<String> said = new HashSet<>();
        for (int i = 0; i < all.size(); i++) {
            String text = all.get(i);
            boolean repeatsItsCause = i + 1 < all.size() && text.contains(all.get(i + 1));
            if (!repeatsItsCause && said.add(text)) {
                telling.add(text);
            }
        }
        // The end of the chain is where the reason is.
        return telling.size() <= MOST ? telling : telling.subList(telling.size() - MOST, telling.size());
    }

    /** Whether the error, or one that led to it, is of that class, also when it came from another process. */
    static boolean include(Throwable error, Class<? extends Throwable> type) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable cause = error; cause != null && seen.add(cause); cause = cause.getCause()) {
            if (name(cause).equals(type.getName())) {
                return true;
            }
        }
        return false;
    }

    private static String name(Throwable error) {
        return error instanceof SerializedThrowable serialized
                ? serialized.getOriginalErrorClassName()
                : error.getClass().getName();
    }

    private static String text(Throwable error) {
        String name = name(error);
        String simple = name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
        String message = error.getMessage();
        if (message == null || message.isBlank()) {
            return simple;
        }
        // Flink puts the name of the class, and sometimes the whole stack, into the message.
        String first = message.strip().lines().findFirst().orElse("");
        if (first.startsWith(name + ": ")) {
            first = first.substring(name.length() + 2);
        }
        String text = simple + ": " + first;
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
