package io.millrace.bench;

import java.util.Locale;

/** Lines on standard error. */
final class Progress {

    private Progress() {}

    static void say(String format, Object... arguments) {
        System.err.println("bench: " + String.format(Locale.ROOT, format, arguments));
    }
}
