package io.millrace.job.cli;

import io.millrace.job.encode.console.LineOutput;
import java.io.PrintStream;

/** The standard output of the process that a task runs in: this one in a local run, a TaskManager's on a cluster. */
public enum StandardOutput implements LineOutput {
    INSTANCE;

    @Override
    public void print(byte[] lines) {
        PrintStream out = System.out;
        synchronized (out) {
            out.write(lines, 0, lines.length);
            out.flush();
        }
    }
}
