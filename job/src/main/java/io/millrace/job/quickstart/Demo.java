package io.millrace.job.quickstart;

import static java.util.Objects.requireNonNull;

import io.millrace.job.aws.SqsQueue;
import io.millrace.job.aws.SqsQueues;
import io.millrace.job.config.DemoConfig;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.config.SqsSourceConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A demonstration around a pipeline: the embedded queue at the source's address, and a producer that fills it while the
 * job runs. The life of one, in a pipeline's run:
 *
 * <pre>{@code
 * try (Demo demo = Demo.start(config, directory)) {   // before the job is submitted
 *     ... submit the job; show demo.sent() of demo.total(); stop when demo.done() fails ...
 *     ... the job has ended by itself: clear its checkpoints, then ...
 *     demo.finish();
 * }                                                   // without finish: interrupted; the next start goes on
 * }</pre>
 *
 * <p>While the producer has more to send it keeps one message of the queue in flight, so a source in drain mode cannot
 * take a pause of the producer for the end. Close after the job has stopped, not before.
 */
public final class Demo implements AutoCloseable {

    /** What the embedded server may hold at once; fits its heap several times over. */
    private static final long MOST_MESSAGES_HELD = 250_000;

    private final QueueProcess process;
    private final SqsQueue queue;
    private final JsonFile<DemoState> file;
    private final GeneratorClient generator;
    private final long events;
    private final boolean resumed;
    private DemoState state;
    private HeldMessage held;

    private Demo(
            QueueProcess process,
            SqsQueue queue,
            JsonFile<DemoState> file,
            DemoState state,
            boolean resumed,
            SqsSourceConfig source) {
        this.process = process;
        this.queue = requireNonNull(queue, "queue");
        this.file = file;
        this.state = state;
        this.resumed = resumed;
        DemoState.Run run = state.run();
        this.events = run.events();
        ClickGenerator clicks = new ClickGenerator(run.seed(), run.badShare(), run.resentShare());
        this.generator = new GeneratorClient(
                new ClickSequence(clicks, run.events()),
                run.confirmedSteps(),
                queue,
                source.retry(),
                new QueueRoom(queue, MOST_MESSAGES_HELD),
                this::record);
    }

    /**
     * Finds or starts the queue, and begins to send, or goes on with what an interrupted run has left to send.
     *
     * @param config a pipeline with a {@code demo} section
     * @param directory where the demonstration keeps its own state, one for each pipeline; a finished run must leave it
     * @throws DemoException when it cannot start, in words for the person at the terminal
     */
    public static Demo start(PipelineConfig config, Path directory)
            throws DemoException, IOException, InterruptedException {
        DemoConfig demo = requireNonNull(config.demo(), "demo");
        SqsSourceConfig source = requireNonNull(config.source().sqs(), "source.sqs");
        QueueAddress address = QueueAddress.of(source);
        if (demo.idleTimeout().compareTo(config.deduplicate().ttl()) >= 0) {
            throw new DemoException(
                    "demo.idle-timeout must be shorter than deduplicate.ttl: a run that goes on after a long"
                            + " pause repeats events that the job has forgotten by then");
        }
        Files.createDirectories(directory);
        QueueProcess process = QueueProcess.ensure(address, directory, demo.idleTimeout());

        JsonFile<DemoState> file = DemoState.file(directory);
        DemoState before = file.read().orElseGet(DemoState::initial);
        DemoState state =
                before.next(demo, process.token(), config.deduplicate().ttl(), System.currentTimeMillis());
        file.write(state);
        Demo started = new Demo(
                process,
                SqsQueues.of(source).open(),
                file,
                state,
                before.run() != null && before.run().seed() == state.run().seed(),
                source);
        try {
            started.begin();
            return started;
        } catch (IOException | InterruptedException | RuntimeException e) {
            started.close();
            throw e;
        }
    }

    /** How many different events have been sent so far, in this run and those it continues. */
    public long sent() {
        return generator.sentEvents();
    }

    /** How many different events are sent in all. */
    public long total() {
        return events;
    }

    /** The seed of this run's events. */
    public long seed() {
        return state().run().seed();
    }

    /** True when this run completes one that was interrupted. */
    public boolean resumed() {
        return resumed;
    }

    /** Ends when everything has been sent; fails when that has become impossible, and the run must then be stopped. */
    public CompletableFuture<Void> done() {
        return generator.done();
    }

    /**
     * Declares the run finished: the job has ended by itself and its state is cleared. The next run sends other events. The
     * queue's process ends if the queue is empty, and otherwise when it has been idle for long enough.
     */
    public void finish() throws IOException, InterruptedException {
        if (!generator.complete()) {
            throw new IllegalStateException("a run cannot be finished before all is sent");
        }
        update(state().finished());
        if (queue.counters().empty()) {
            process.end();
        }
    }

    /** Stops sending. The queue stays. */
    @Override
    public void close() throws InterruptedException {
        try {
            generator.close();
        } finally {
            if (held != null) {
                held.close();
            }
            queue.close();
        }
    }

    private void begin() throws IOException, InterruptedException {
        while (!generator.complete()) {
            Optional<HeldMessage> taken = HeldMessage.take(queue);
            if (taken.isPresent()) {
                held = taken.get();
                generator.start(held::release);
                return;
            }
            generator.sendSome();
        }
    }

    private synchronized DemoState state() {
        return state;
    }

    private synchronized void update(DemoState next) throws IOException {
        file.write(next);
        state = next;
    }

    private void record(long confirmedSteps) throws IOException {
        update(state().confirmed(confirmedSteps, System.currentTimeMillis()));
    }
}
