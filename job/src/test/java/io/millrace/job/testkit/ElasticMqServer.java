package io.millrace.job.testkit;

import io.millrace.job.aws.SqsQueue;
import io.millrace.job.aws.SqsQueues;
import io.millrace.job.config.QueueUrl;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * A real SQS server (ElasticMQ) in this JVM, on a port of its own. Start one per test class and give every test its own
 * queue:
 *
 * <pre>{@code
 * static final ElasticMqServer SERVER = ElasticMqServer.start();   // @AfterAll: SERVER.close()
 * QueueUrl url = SERVER.createQueue("events");
 * try (SqsQueue queue = SERVER.open(url)) { ... }
 * }</pre>
 */
public final class ElasticMqServer implements AutoCloseable {

    private final SQSRestServer server;
    private final URI endpoint;
    private final SqsClient client;

    private ElasticMqServer(SQSRestServer server) {
        this.server = server;
        this.endpoint = URI.create(
                "http://localhost:" + server.waitUntilStarted().localAddress().getPort());
        this.client = SqsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClientBuilder(ApacheHttpClient.builder().maxConnections(64))
                .build();
    }

    /** A running server without queues. */
    public static ElasticMqServer start() {
        return new ElasticMqServer(SQSRestServerBuilder.withInterface("localhost")
                .withDynamicPort()
                .start());
    }

    /** For the {@code endpoint} of a source's configuration. */
    public URI endpoint() {
        return endpoint;
    }

    /** The SDK's client, for what {@link SqsQueue} leaves out. */
    public SqsClient client() {
        return client;
    }

    /** A standard queue with a visibility timeout of 30 s. */
    public QueueUrl createQueue(String name) {
        return createQueue(name, Duration.ofSeconds(30));
    }

    /** A standard queue. */
    public QueueUrl createQueue(String name, Duration visibilityTimeout) {
        return create(name, visibilityTimeout, Map.of());
    }

    /** A FIFO queue with a visibility timeout of 30 s; its name gets {@code .fifo} at the end. */
    public QueueUrl createFifoQueue(String name) {
        return createFifoQueue(name, Duration.ofSeconds(30));
    }

    /** A FIFO queue; its name gets {@code .fifo} at the end. */
    public QueueUrl createFifoQueue(String name, Duration visibilityTimeout) {
        return create(name + ".fifo", visibilityTimeout, Map.of(QueueAttributeName.FIFO_QUEUE, "true"));
    }

    /** A standard queue whose messages go to {@code deadLetters} after {@code maxReceiveCount} receives. */
    public QueueUrl createQueueWithRedrive(
            String name, Duration visibilityTimeout, QueueUrl deadLetters, int maxReceiveCount) {
        String arn = client.getQueueAttributes(
                        request -> request.queueUrl(deadLetters.value()).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
        String policy = "{\"deadLetterTargetArn\":\"" + arn + "\",\"maxReceiveCount\":" + maxReceiveCount + "}";
        return create(name, visibilityTimeout, Map.of(QueueAttributeName.REDRIVE_POLICY, policy));
    }

    /** The queue as the job sees it; the caller closes it. */
    public SqsQueue open(QueueUrl url) {
        return SqsQueues.of(url, "us-east-1", endpoint).open();
    }

    @Override
    public void close() {
        client.close();
        server.stopAndWait();
    }

    private QueueUrl create(String name, Duration visibilityTimeout, Map<QueueAttributeName, String> more) {
        Map<QueueAttributeName, String> attributes = new HashMap<>(more);
        attributes.put(QueueAttributeName.VISIBILITY_TIMEOUT, Long.toString(visibilityTimeout.toSeconds()));
        return new QueueUrl(
                client.createQueue(request -> request.queueName(name).attributes(attributes))
                        .queueUrl());
    }
}
