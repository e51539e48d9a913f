package io.millrace.job.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import io.millrace.job.config.QueueUrl;
import io.millrace.job.testkit.ElasticMqServer;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

final class SdkSqsQueueIT extends SqsQueueContract {

    private static final AtomicInteger NAMES = new AtomicInteger();

    private static ElasticMqServer server;

    @BeforeAll
    static void startServer() {
        server = ElasticMqServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Override
    SqsQueue standardQueue() {
        return server.open(server.createQueue(name()));
    }

    @Override
    SqsQueue fifoQueue() {
        return server.open(server.createFifoQueue(name()));
    }

    @Override
    SqsQueue queueWithMaxReceiveCount(int count) {
        return server.open(
                server.createQueueWithRedrive(name(), Duration.ofSeconds(30), server.createQueue(name()), count));
    }

    @Override
    SqsQueue missingQueue() {
        return server.open(new QueueUrl(server.endpoint() + "/000000000000/missing"));
    }

    @Override
    void elapse(Duration duration) {
        await().pollDelay(duration).until(() -> true);
    }

    @Test
    void binaryAttributesComeInBase64() throws Exception {
        QueueUrl url = server.createQueue(name());
        server.client().sendMessage(request -> request.queueUrl(url.value())
                .messageBody("body")
                .messageAttributes(Map.of(
                        "bytes",
                        MessageAttributeValue.builder()
                                .dataType("Binary")
                                .binaryValue(SdkBytes.fromByteArray(new byte[] {0, (byte) 0xff}))
                                .build(),
                        "number",
                        MessageAttributeValue.builder()
                                .dataType("Number")
                                .stringValue("1.50")
                                .build())));

        SqsQueue queue = opened(server.open(url));

        assertThat(queue.receive(1, Duration.ZERO, Duration.ofSeconds(30))
                        .get(0)
                        .attributes())
                .isEqualTo(Map.of("bytes", "AP8=", "number", "1.50"));
    }

    @Test
    void theEndpointIsTheQueueUrlsOwnServerWhereThatIsNotAws() throws Exception {
        QueueUrl url = new QueueUrl(server.createQueue(name())
                .value()
                .replaceFirst("//[^/]+", "//" + server.endpoint().getAuthority()));

        SqsQueue queue = opened(SqsQueues.of(url, null, null).open());

        assertThat(queue.counters().empty()).isTrue();
    }

    @Test
    void aServerThatIsNotThereIsAPassingErrorWithItsCause() {
        SqsQueue queue = opened(SqsQueues.of(
                        new QueueUrl("http://localhost:1/000000000000/events"), null, URI.create("http://localhost:1"))
                .open());

        assertThatThrownBy(() -> queue.receive(1, Duration.ZERO, Duration.ofSeconds(30)))
                .hasMessageContaining("cannot receive from queue http://localhost:1/000000000000/events")
                .hasRootCauseInstanceOf(ConnectException.class)
                .asInstanceOf(type(SqsException.class))
                .satisfies(error -> {
                    assertThat(error.kind()).isEqualTo(SqsException.Kind.UNAVAILABLE);
                    assertThat(error.retryable()).isTrue();
                });
    }

    private static String name() {
        return "queue-" + NAMES.incrementAndGet();
    }
}
