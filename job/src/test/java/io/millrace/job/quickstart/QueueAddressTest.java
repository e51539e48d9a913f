package io.millrace.job.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.config.AwsClientConfig;
import io.millrace.job.config.QueueUrl;
import io.millrace.job.config.RetryConfig;
import io.millrace.job.config.SqsSourceConfig;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class QueueAddressTest {

    @Test
    void isTheQueuesUrlTakenApart() throws DemoException {
        QueueAddress address = QueueAddress.of(source("http://localhost:9324/000000000000/clicks", null));

        assertThat(address.host()).isEqualTo("localhost");
        assertThat(address.port()).isEqualTo(9324);
        assertThat(address.server()).isEqualTo(URI.create("http://localhost:9324/"));
        assertThat(address.queueName()).isEqualTo("clicks");
        assertThat(address.at(1234).url().value()).isEqualTo("http://localhost:1234/000000000000/clicks");
    }

    @Test
    void theEndpointMayBeNamedToo() throws DemoException {
        String url = "http://127.0.0.1:9324/000000000000/clicks";

        assertThat(QueueAddress.of(source(url, "http://127.0.0.1:9324")).url()).isEqualTo(new QueueUrl(url));
    }

    @Test
    void aQueueElsewhereIsNotReplacedByAnEmbeddedOne() {
        assertThatThrownBy(
                        () -> QueueAddress.of(source("https://sqs.eu-west-1.amazonaws.com/123456789012/events", null)))
                .isInstanceOf(DemoException.class)
                .hasMessageStartingWith(
                        "the embedded queue is served on this machine only, but the source's endpoint is"
                                + " 'https://sqs.eu-west-1.amazonaws.com/123456789012/events'");
    }

    @Test
    void endpointAndUrlMustMeanOneServer() {
        assertThatThrownBy(() ->
                        QueueAddress.of(source("http://localhost:9324/000000000000/clicks", "http://localhost:9325")))
                .isInstanceOf(DemoException.class)
                .hasMessage("the embedded queue is served at 'http://localhost:9325', but the source's queue-url names"
                        + " another server: 'http://localhost:9324/000000000000/clicks'");
    }

    @Test
    void aFifoQueueIsRefused() {
        assertThatThrownBy(() -> QueueAddress.of(source("http://localhost:9324/000000000000/clicks.fifo", null)))
                .isInstanceOf(DemoException.class)
                .hasMessageContaining("ends in .fifo");
    }

    private static SqsSourceConfig source(String url, String endpoint) {
        return new SqsSourceConfig(
                new QueueUrl(url),
                null,
                endpoint == null ? null : URI.create(endpoint),
                SqsSourceConfig.Mode.DRAIN,
                4,
                10,
                Duration.ofSeconds(20),
                null,
                null,
                4,
                Duration.ofSeconds(10),
                Duration.ofSeconds(1),
                new RetryConfig(3, Duration.ofMillis(1), Duration.ofMillis(2)),
                AwsClientConfig.USUAL);
    }
}
