package io.millrace.job.quickstart;

import static java.util.Objects.requireNonNull;

import io.millrace.job.config.DemoConfig;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a demonstration remembers from one run to the next.
 *
 * @param pastRuns how many runs were finished or given up; each had a seed of its own
 * @param run the run that is under way or was interrupted; null when there is none
 */
record DemoState(long pastRuns, Run run) {

    /**
     * A run that has begun.
     *
     * @param seed its seed
     * @param events how many different events it sends
     * @param badShare as configured
     * @param resentShare as configured
     * @param queueToken the queue it sends to
     * @param confirmedSteps how much of its sequence has been sent
     * @param savedAtMillis when this was written, milliseconds since the epoch
     */
    record Run(
            long seed,
            long events,
            double badShare,
            double resentShare,
            String queueToken,
            long confirmedSteps,
            long savedAtMillis) {

        Run {
            requireNonNull(queueToken, "queueToken");
        }

        Run confirmed(long steps, long nowMillis) {
            return new Run(seed, events, badShare, resentShare, queueToken, steps, nowMillis);
        }

        private boolean sends(DemoConfig demo) {
            return events == demo.events() && badShare == demo.badShare() && resentShare == demo.resentShare();
        }
    }

    static DemoState initial() {
        return new DemoState(0, null);
    }

    static JsonFile<DemoState> file(Path directory) {
        return new JsonFile<>(directory.resolve("demo.json"), DemoState.class);
    }

    /**
     * The state in which the next run begins: the interrupted run where it can be completed, otherwise a new one.
     *
     * <p>A run goes on where it was when its queue still exists. When the queue has ended meanwhile, with messages in it,
     * the run sends everything again under the same event ids, provided that the job still remembers those it has seen. A
     * run that can be completed in neither way, or that was configured differently, is given up: the next one has another
     * seed, so that no event comes twice.
     *
     * @param demo what is configured now
     * @param queueToken the queue that is there now
     * @param remembered how long the job remembers event ids
     * @param nowMillis milliseconds since the epoch
     */
    DemoState next(DemoConfig demo, String queueToken, Duration remembered, long nowMillis) {
        if (run == null) {
            return begin(pastRuns, demo, queueToken, nowMillis);
        }
        if (!run.sends(demo)) {
            return begin(pastRuns + 1, demo, queueToken, nowMillis);
        }
        if (run.queueToken().equals(queueToken)) {
            return this;
        }
        boolean forgotten = nowMillis - run.savedAtMillis() >= remembered.toMillis();
        return begin(forgotten ? pastRuns + 1 : pastRuns, demo, queueToken, nowMillis);
    }

    DemoState confirmed(long steps, long nowMillis) {
        return new DemoState(pastRuns, run.confirmed(steps, nowMillis));
    }

    DemoState finished() {
        return new DemoState(pastRuns + 1, null);
    }

    private static DemoState begin(long pastRuns, DemoConfig demo, String queueToken, long nowMillis) {
        return new DemoState(
                pastRuns,
                new Run(
                        demo.seed() + pastRuns,
                        demo.events(),
                        demo.badShare(),
                        demo.resentShare(),
                        queueToken,
                        0,
                        nowMillis));
    }
}
