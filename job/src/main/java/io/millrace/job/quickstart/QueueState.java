package io.millrace.job.quickstart;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * What a running server leaves for the next run to find it by. Written by the server once it is ready.
 *
 * @param url the queue's URL
 * @param pid the server's process
 * @param token a random text, also a tag of the queue: a queue that has it is this one and not another at the same port
 */
record QueueState(String url, long pid, String token) {

    QueueState {
        requireNonNull(url, "url");
        requireNonNull(token, "token");
    }

    static JsonFile<QueueState> file(Path directory) {
        return new JsonFile<>(directory.resolve("queue.json"), QueueState.class);
    }
}
