package io.millrace.job.cli;

import io.millrace.job.aws.EntryOutcome;
import io.millrace.job.aws.OutgoingMessage;
import io.millrace.job.aws.SqsException;
import io.millrace.job.aws.SqsQueue;
import io.millrace.job.cli.Findings.Finding;
import io.millrace.job.config.ByteSize;
import io.millrace.job.config.SqsDeadLetterConfig;
import java.util.ArrayList;
import java.util.List;

/** Asks the queue of the dead letters whether it is there and would take them. Leaves no message in it. */
final class LetterChecks {

    private static final String QUEUE = "dead-letter.sqs.queue-url";

    /** A message that every queue refuses, but only from those who may send one: U+FFFE is no character. */
    private static final String NO_MESSAGE = "\uFFFE";

    private static final String NAME = "millrace-validate";

    private final SqsDeadLetterConfig config;
    private final String url;
    private final List<Finding> problems = new ArrayList<>();
    private final List<Finding> warnings = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private LetterChecks(SqsDeadLetterConfig config) {
        this.config = config;
        this.url = config.queueUrl().value();
    }

    /** @param config null when dead letters go to files alone */
    static Findings of(SqsDeadLetterConfig config, SqsQueue.Factory factory) throws InterruptedException {
        if (config == null) {
            return Findings.NONE;
        }
        LetterChecks checks = new LetterChecks(config);
        try (SqsQueue queue = factory.open()) {
            checks.check(queue);
        } catch (SqsException e) {
            checks.problems.add(new Finding(checks.url, QUEUE, LiveChecks.explained(e)));
        }
        return new Findings(checks.problems, checks.warnings, checks.notes);
    }

    private void check(SqsQueue queue) throws InterruptedException {
        SqsQueue.Attributes attributes = queue.attributes();
        if (attributes.fifo() != config.queueUrl().fifo()) {
            problems.add(new Finding(url, QUEUE, "a FIFO queue's name ends in .fifo, and only its"));
        }
        if (attributes.maxMessageBytes() != null
                && attributes.maxMessageBytes() < config.maxMessageSize().bytes()) {
            problems.add(new Finding(
                    url,
                    "dead-letter.sqs.max-message-size",
                    "expected at most " + new ByteSize(attributes.maxMessageBytes())
                            + ", which is how large a message of the queue may be (its MaximumMessageSize), but got "
                            + config.maxMessageSize()));
        }
        SqsQueue.Counters counters = queue.counters();
        notes.add("dead letters go to the queue " + url + ", too, which holds "
                + Units.count(counters.visible(), "message"));
        sends(queue);
    }

    private void sends(SqsQueue queue) throws InterruptedException {
        try {
            EntryOutcome outcome = queue.send(List.of(
                            config.queueUrl().fifo()
                                    ? OutgoingMessage.of(NO_MESSAGE, NAME, NAME)
                                    : OutgoingMessage.of(NO_MESSAGE)))
                    .get(0);
            if (outcome instanceof EntryOutcome.Succeeded) {
                warnings.add(new Finding(
                        url,
                        "",
                        "the server has taken a message that SQS refuses, by which it was asked whether messages may"
                                + " be sent: it stands in the queue, its body is the character U+FFFE"));
            }
        } catch (SqsException e) {
            // That the message is none is the answer of a queue that would have taken a real one.
            if (e.kind() != SqsException.Kind.REFUSED) {
                problems.add(new Finding(url, "", LiveChecks.explained(e)));
            }
        }
    }
}
