package io.millrace.job.it;

import io.millrace.job.aws.EntryOutcome;
import io.millrace.job.aws.OutgoingMessage;
import io.millrace.job.aws.SqsQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Sends many messages, eight calls at a time. */
final class Producer {

    private Producer() {}

    /** Sends {@code body(0)} to {@code body(count - 1)}. */
    static void send(SqsQueue queue, int count, IntFunction<String> body) throws Exception {
        ExecutorService senders = Executors.newFixedThreadPool(8);
        try {
            List<Callable<List<EntryOutcome>>> calls = new ArrayList<>();
            for (int from = 0; from < count; from += SqsQueue.MAX_BATCH) {
                int first = from;
                int end = Math.min(count, from + SqsQueue.MAX_BATCH);
                calls.add(() -> queue.send(IntStream.range(first, end)
                        .mapToObj(body)
                        .map(OutgoingMessage::of)
                        .toList()));
            }
            for (Future<List<EntryOutcome>> call : senders.invokeAll(calls)) {
                for (EntryOutcome outcome : call.get()) {
                    if (!(outcome instanceof EntryOutcome.Succeeded)) {
                        throw new AssertionError("not sent: " + outcome);
                    }
                }
            }
        } finally {
            senders.shutdownNow();
        }
    }
}
