package io.millrace.bench.measure;

import java.io.IOException;
import java.util.List;

/** Looks at the processes of a child from time to time, on a thread of its own, until the child ends. */
public interface Watcher {

    /** An error because a process has ended in between ends nothing. */
    void look(List<ProcessHandle> processes) throws IOException, InterruptedException;
}
