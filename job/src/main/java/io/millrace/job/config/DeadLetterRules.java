package io.millrace.job.config;

import java.util.Optional;

/** What the keys of the dead letters' queue ask of each other and of the source. */
final class DeadLetterRules {

    private static final String PREFIX = "dead-letter.sqs.";
    private static final String QUEUE = PREFIX + "queue-url";

    private final Bound config;
    private final Problems problems;

    DeadLetterRules(Bound config, Problems problems) {
        this.config = config;
        this.problems = problems;
    }

    void check() {
        if (config.isGiven("dead-letter.sqs")) {
            lettersDoNotComeBack();
            SqsRules.regionIsTheQueues(config, problems, PREFIX);
        }
    }

    /** A letter that the pipeline read again would be rejected again, and so on for ever. */
    private void lettersDoNotComeBack() {
        Optional<QueueUrl> queue = config.find(QUEUE, QueueUrl.class);
        if (queue.isPresent() && queue.equals(config.find("source.sqs.queue-url", QueueUrl.class))) {
            problems.error(
                    config.at(QUEUE),
                    QUEUE,
                    "expected another queue than the source's, because the pipeline would read its dead letters again");
        }
    }
}
