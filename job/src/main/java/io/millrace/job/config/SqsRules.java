package io.millrace.job.config;

import java.time.Duration;
import java.util.Optional;

/** What the keys of an SQS source ask of each other and of deduplication and checkpoints. */
final class SqsRules {

    private static final String PREFIX = "source.sqs.";
    private static final String VISIBILITY = PREFIX + "visibility-timeout";
    private static final Duration SHORTEST_DEFAULT_LEASE = Duration.ofMinutes(2);
    private static final int INTERVALS_PER_LEASE = 3;
    private static final int LEASES_PER_TTL = 3;

    private final Bound config;
    private final Problems problems;

    SqsRules(Bound config, Problems problems) {
        this.config = config;
        this.problems = problems;
    }

    void check() {
        if (config.isGiven("source.sqs")) {
            leasesOutliveCheckpoints();
            idsOutliveLeases();
            regionIsTheQueues(config, problems, PREFIX);
            drainCheckIsUsed();
            fifoIsSlowWithinAGroup();
            everyCallHasAConnection();
        }
    }

    private void everyCallHasAConnection() {
        String path = PREFIX + "client.max-connections";
        Optional<Integer> given = config.given(path, Integer.class);
        Optional<Integer> receives = config.find(PREFIX + "receives", Integer.class);
        Optional<Integer> deletes = config.find(PREFIX + "deletes", Integer.class);
        if (given.isEmpty() || receives.isEmpty() || deletes.isEmpty()) {
            return;
        }
        int least = SqsSourceConfig.connections(receives.get(), deletes.get());
        if (given.get() < least) {
            problems.error(
                    config.at(path),
                    path,
                    "expected at least " + least + ", because so many calls may be under way at once ("
                            + receives.get() + " receives, " + deletes.get() + " deletes, and "
                            + SqsSourceConfig.SPARE_CONNECTIONS + " that extend leases and read counters), but got "
                            + given.get());
        }
    }

    private void leasesOutliveCheckpoints() {
        Optional<Duration> given = config.given(VISIBILITY, Duration.class);
        Optional<Duration> least = intervals();
        if (given.isPresent() && least.isPresent() && given.get().compareTo(least.get()) < 0) {
            problems.warning(
                    config.at(VISIBILITY),
                    VISIBILITY,
                    Durations.format(given.get()) + " is shorter than " + INTERVALS_PER_LEASE
                            + " times checkpoint.interval, " + Durations.format(least.get())
                            + "; every message is extended before it can be deleted, and a pause of the process brings"
                            + " redeliveries, which are dropped");
        }
    }

    /** A redelivery is recognised only while the id of the first delivery is remembered. */
    private void idsOutliveLeases() {
        String path = "deduplicate.ttl";
        Optional<Duration> ttl = config.find(path, Duration.class);
        Optional<Duration> lease = config.isAbsent(VISIBILITY) ? usualLease() : config.find(VISIBILITY, Duration.class);
        if (ttl.isEmpty() || lease.isEmpty()) {
            return;
        }
        Duration least = lease.get().multipliedBy(LEASES_PER_TTL);
        if (ttl.get().compareTo(least) < 0) {
            problems.error(
                    config.at(path),
                    path,
                    "expected at least " + Durations.format(least) + ", which is " + LEASES_PER_TTL
                            + " times the visibility timeout of " + Durations.format(lease.get()) + ", but got "
                            + Durations.format(ttl.get()) + "; a later redelivery would be written twice");
        }
    }

    /** @param prefix of the keys {@code queue-url}, {@code region} and {@code endpoint} */
    static void regionIsTheQueues(Bound config, Problems problems, String prefix) {
        String path = prefix + "region";
        Optional<String> given = config.given(path, String.class);
        Optional<String> named =
                config.find(prefix + "queue-url", QueueUrl.class).flatMap(QueueUrl::region);
        if (given.isPresent()
                && named.isPresent()
                && config.isAbsent(prefix + "endpoint")
                && !given.get().equals(named.get())) {
            problems.error(
                    config.at(path),
                    path,
                    "expected the region of the queue's URL, " + Quote.text(named.get()) + ", but got "
                            + Quote.text(given.get()));
        }
    }

    private void drainCheckIsUsed() {
        String path = PREFIX + "drain-check-interval";
        boolean continuous = config.find(PREFIX + "mode", SqsSourceConfig.Mode.class)
                .filter(mode -> mode == SqsSourceConfig.Mode.CONTINUOUS)
                .isPresent();
        if (config.isGiven(path) && continuous) {
            problems.warning(config.at(path), path, "has no effect unless source.sqs.mode is drain");
        }
    }

    private void fifoIsSlowWithinAGroup() {
        String path = PREFIX + "queue-url";
        Optional<Duration> interval = config.find("checkpoint.interval", Duration.class);
        boolean fifo = config.find(path, QueueUrl.class).filter(QueueUrl::fifo).isPresent();
        if (fifo && interval.isPresent()) {
            problems.warning(
                    config.at(path),
                    path,
                    "a message group of a FIFO queue moves at most 10 messages per checkpoint.interval of "
                            + Durations.format(interval.get())
                            + ", because SQS holds the others back until those are deleted");
        }
    }

    private Optional<Duration> usualLease() {
        return intervals().map(lease -> lease.compareTo(SHORTEST_DEFAULT_LEASE) < 0 ? SHORTEST_DEFAULT_LEASE : lease);
    }

    private Optional<Duration> intervals() {
        return config.find("checkpoint.interval", Duration.class)
                .map(interval -> interval.multipliedBy(INTERVALS_PER_LEASE));
    }
}
