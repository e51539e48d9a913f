package io.millrace.bench.report;

import java.util.Locale;

/** What runs must have in common to be compared: a table. */
record Group(String data, String codec, int threads, double inputMb, long badLines) {

    static Group of(Result result) {
        return new Group(result.data(), result.codec(), result.threads(), result.inputMb(), result.badLines());
    }

    String title() {
        String title = String.format(
                Locale.ROOT, "%s events, %s, %,.0f MB of input, parallelism %d", data, codec, inputMb, threads);
        return badLines == 0 ? title : title + String.format(Locale.ROOT, ", %,d bad lines among them", badLines);
    }
}
