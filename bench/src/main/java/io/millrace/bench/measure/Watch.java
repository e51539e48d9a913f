package io.millrace.bench.measure;

import java.io.IOException;

/** The thread of a {@link Watcher}. */
final class Watch implements AutoCloseable {

    private static final long INTERVAL_MILLIS = 200;

    private final ProcessHandle root;
    private final Watcher watcher;
    private final Thread thread;

    Watch(ProcessHandle root, Watcher watcher) {
        this.root = root;
        this.watcher = watcher;
        this.thread = new Thread(this::poll, "watch");
        thread.setDaemon(true);
        thread.start();
    }

    private void poll() {
        try {
            while (root.isAlive()) {
                look();
                Thread.sleep(INTERVAL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() throws InterruptedException {
        try {
            watcher.look(root.descendants().toList());
        } catch (IOException e) {
            // What it looked at has ended in between.
        }
    }

    /** Waits for a look that is under way, so that what was seen is complete. */
    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }
}
