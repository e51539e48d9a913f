package io.millrace.job.quickstart;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

/**
 * Makes, recognises and removes the embedded queue, by requests of the SQS protocol. Apart from {@code job.aws}, because it
 * speaks to a server of our own about things that the job never does to a queue.
 */
final class QueueControl {

    /** What stands at the queue's address. */
    sealed interface Found {}

    /** Nobody listens. */
    record Nobody() implements Found {}

    /** An SQS server that does not have the queue. */
    record NoQueue() implements Found {}

    /** The queue, made by a server of ours with this token. */
    record Queue(String token) implements Found {}

    /** Something else, in words. */
    record Stranger(String description) implements Found {}

    private static final String TOKEN_TAG = "millrace-token";
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** The first request of a cold server on a busy machine takes its time. */
    private static final Duration CREATE_PATIENCE = Duration.ofSeconds(150);

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final QueueAddress address;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    QueueControl(QueueAddress address) {
        this.address = requireNonNull(address, "address");
    }

    Found find() throws InterruptedException {
        try {
            HttpResponse<String> response = send("ListQueueTags", forQueue(), PATIENCE);
            if (response.body().contains("NonExistentQueue") || response.body().contains("QueueDoesNotExist")) {
                return new NoQueue();
            }
            if (response.statusCode() != 200) {
                return new Stranger("it answers an SQS request with status " + response.statusCode());
            }
            JsonNode token = MAPPER.readTree(response.body()).path("Tags").path(TOKEN_TAG);
            return token.isTextual()
                    ? new Queue(token.textValue())
                    : new Stranger("it is a queue that was not made by Millrace's quickstart");
        } catch (ConnectException e) {
            return new Nobody();
        } catch (HttpTimeoutException e) {
            return new Stranger("it does not answer");
        } catch (IOException e) {
            return new Stranger("it does not speak the SQS protocol");
        }
    }

    void create(String token) throws IOException, InterruptedException {
        ObjectNode request = MAPPER.createObjectNode().put("QueueName", address.queueName());
        request.putObject("tags").put(TOKEN_TAG, token);
        requireOk("CreateQueue", send("CreateQueue", request, CREATE_PATIENCE));
    }

    void delete() throws IOException, InterruptedException {
        requireOk("DeleteQueue", send("DeleteQueue", forQueue(), PATIENCE));
    }

    private ObjectNode forQueue() {
        return MAPPER.createObjectNode().put("QueueUrl", address.url().value());
    }

    private HttpResponse<String> send(String action, ObjectNode body, Duration patience)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.server())
                .timeout(patience)
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("X-Amz-Target", "AmazonSQS." + action)
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private void requireOk(String action, HttpResponse<String> response) throws IOException {
        if (response.statusCode() != 200) {
            throw new IOException(action + " at " + address.url() + " gave status " + response.statusCode());
        }
    }
}
