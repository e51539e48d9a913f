package io.millrace.job.cli;

import io.millrace.job.config.DeadLetterConfig;
import java.nio.file.Path;

/** Places as a person knows them. */
final class Display {

    private Display() {}

    /** Where dead letters go. */
    static String of(DeadLetterConfig deadLetters) {
        String queue =
                deadLetters.sqs() == null ? "" : " and " + deadLetters.sqs().queueUrl();
        return deadLetters.path() + queue;
    }

    /** A local file relative to where the command was started, if it is below; anything else as it is. */
    static String place(String uri) {
        return uri.startsWith("file:") ? place(Path.of(uri.replaceFirst("file:(//)?", ""))) : uri;
    }

    static String place(Path file) {
        Path here = Path.of("").toAbsolutePath();
        Path absolute = file.toAbsolutePath().normalize();
        return absolute.startsWith(here) && !absolute.equals(here)
                ? here.relativize(absolute).toString()
                : absolute.toString();
    }
}
