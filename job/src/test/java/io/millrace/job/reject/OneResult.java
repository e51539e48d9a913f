package io.millrace.job.reject;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.connector.base.sink.writer.ResultHandler;

/** The one who waits for a batch. Being told a second time is an error, which the test sees at the end. Any thread. */
final class OneResult implements ResultHandler<Letter> {

    private final CompletableFuture<List<Letter>> again = new CompletableFuture<>();
    private final List<String> told = new ArrayList<>();

    @Override
    public void complete() {
        tell("complete");
        again.complete(List.of());
    }

    @Override
    public void completeExceptionally(Exception e) {
        tell("exception");
        again.completeExceptionally(e);
    }

    @Override
    public void retryForEntries(List<Letter> letters) {
        tell("retry");
        again.complete(letters);
    }

    /** What has to be sent again. */
    List<Letter> await() throws Exception {
        return again.get(20, TimeUnit.SECONDS);
    }

    /** What was told; fails when it was told twice. */
    synchronized List<String> told() {
        if (told.size() > 1) {
            throw new AssertionError("told twice: " + told);
        }
        return List.copyOf(told);
    }

    private synchronized void tell(String what) {
        told.add(what);
        if (told.size() > 1) {
            throw new IllegalStateException("told twice: " + told);
        }
    }
}
