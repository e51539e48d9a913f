package io.millrace.job.quickstart;

import io.millrace.job.config.QueueUrl;
import java.nio.file.Path;
import java.time.Duration;

/** Stands for a run: has the queue's process started or found, and waits to be killed. */
final class QueueStarter {

    private QueueStarter() {}

    /** @param args the queue's URL, the directory */
    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[1]);
        QueueProcess process =
                QueueProcess.ensure(new QueueAddress(new QueueUrl(args[0])), directory, Duration.ofMinutes(5));
        java.nio.file.Files.writeString(directory.resolve("started"), process.token());
        Thread.currentThread().join();
    }
}
