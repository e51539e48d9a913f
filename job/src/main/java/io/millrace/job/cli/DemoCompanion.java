package io.millrace.job.cli;

import static java.util.Objects.requireNonNull;

import io.millrace.job.quickstart.Demo;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The embedded queue of a demonstration, and the producer that fills it. */
final class DemoCompanion implements Companion {

    private final Demo demo;
    private final CompletableFuture<Void> failure = new CompletableFuture<>();

    DemoCompanion(Demo demo) {
        this.demo = requireNonNull(demo, "demo");
        demo.done().whenComplete((done, error) -> {
            if (error != null) {
                failure.completeExceptionally(error);
            }
        });
    }

    @Override
    public Optional<String> note() {
        return demo.sent() < demo.total()
                ? Optional.of("sent " + Units.count(demo.sent()) + " of " + Units.count(demo.total()))
                : Optional.empty();
    }

    @Override
    public CompletableFuture<Void> failure() {
        return failure;
    }

    @Override
    public void finish() throws Exception {
        demo.finish();
    }

    @Override
    public void close() throws Exception {
        demo.close();
    }
}
