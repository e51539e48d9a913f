package io.millrace.job.encode.console;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import org.apache.flink.api.common.operators.ProcessingTimeService;

/**
 * Collects lines, and prints them soon or when they are many: a system call for each would be most of the work. Called
 * by the task's thread alone, timers included.
 */
final class LinePrinter {

    /** Soon enough to be taken for at once. */
    static final long DELAY_MILLIS = 100;

    private static final int MANY = 32 * 1024;

    private final LineOutput output;
    private final ProcessingTimeService timers;
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private boolean timerRuns;

    LinePrinter(LineOutput output, ProcessingTimeService timers) {
        this.output = requireNonNull(output, "output");
        this.timers = requireNonNull(timers, "timers");
    }

    /** The lines that wait, for appending to. */
    ByteArrayOutputStream lines() {
        return lines;
    }

    /** To be called after lines were appended. */
    void appended() {
        if (lines.size() >= MANY) {
            print();
        } else if (lines.size() > 0 && !timerRuns) {
            timerRuns = true;
            timers.registerTimer(timers.getCurrentProcessingTime() + DELAY_MILLIS, time -> {
                timerRuns = false;
                print();
            });
        }
    }

    void print() {
        if (lines.size() > 0) {
            output.print(lines.toByteArray());
            lines.reset();
        }
    }
}
