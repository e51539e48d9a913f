package io.millrace.job.config;

import java.io.Serializable;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The URL of an SQS queue.
 *
 * @param value an absolute http or https URL that ends in the queue's name
 */
@ValueForm(name = "queue URL", expected = "the URL of an SQS queue", pattern = "^https?://[^/]+/.*[^/]$")
public record QueueUrl(String value) implements Serializable {

    private static final Pattern AWS_HOST =
            Pattern.compile("(?:sqs\\.([a-z0-9-]+)|([a-z0-9-]+)\\.queue)\\.amazonaws\\.com(?:\\.cn)?");

    public QueueUrl {
        URI uri;
        try {
            uri = URI.create(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("expected the URL of an SQS queue, but got '" + value + "'", e);
        }
        boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!http
                || uri.getHost() == null
                || uri.getPath() == null
                || uri.getPath().length() < 2
                || uri.getPath().endsWith("/")) {
            throw new IllegalArgumentException("expected the URL of an SQS queue, such as"
                    + " 'https://sqs.eu-west-1.amazonaws.com/123456789012/events', but got '" + value + "'");
        }
    }

    public static QueueUrl parse(String text) {
        return new QueueUrl(text);
    }

    /** True for a FIFO queue, whose name must end in {@code .fifo}. */
    public boolean fifo() {
        return value.endsWith(".fifo");
    }

    /** The region that an AWS host name names. */
    public Optional<String> region() {
        Matcher host = AWS_HOST.matcher(URI.create(value).getHost());
        return host.matches() ? Optional.of(host.group(1) != null ? host.group(1) : host.group(2)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
