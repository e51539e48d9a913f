package io.millrace.job.aws;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.job.config.QueueUrl;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** A queue through the AWS SDK. */
final class SdkSqsQueue implements SqsQueue {

    private static final List<MessageSystemAttributeName> SYSTEM_ATTRIBUTES = List.of(
            MessageSystemAttributeName.SENT_TIMESTAMP,
            MessageSystemAttributeName.APPROXIMATE_FIRST_RECEIVE_TIMESTAMP,
            MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT,
            MessageSystemAttributeName.MESSAGE_GROUP_ID);

    private static final JsonMapper JSON = new JsonMapper();

    private final SqsClient client;
    private final QueueUrl url;
    private final ClientLimits limits;

    /**
     * @param client closed with this
     * @param limits the client's, which a receive may exceed by the time that it waits for messages
     */
    SdkSqsQueue(SqsClient client, QueueUrl url, ClientLimits limits) {
        this.client = requireNonNull(client, "client");
        this.url = requireNonNull(url, "url");
        this.limits = requireNonNull(limits, "limits");
    }

    @Override
    public List<SqsMessage> receive(int max, Duration wait, Duration visibility) throws InterruptedException {
        SqsQueue.checkBatch(max);
        List<Message> messages = call(
                        "receive from",
                        () -> client.receiveMessage(request -> request.queueUrl(url.value())
                                .maxNumberOfMessages(max)
                                .waitTimeSeconds(seconds(wait))
                                .visibilityTimeout(seconds(visibility))
                                .messageAttributeNames("All")
                                .messageSystemAttributeNames(SYSTEM_ATTRIBUTES)
                                .overrideConfiguration(
                                        override -> override.apiCallAttemptTimeout(wait.plus(limits.attempt()))
                                                .apiCallTimeout(wait.plus(limits.call())))))
                .messages();
        List<SqsMessage> received = new ArrayList<>(messages.size());
        for (Message message : messages) {
            received.add(convert(message));
        }
        return received;
    }

    @Override
    public List<EntryOutcome> delete(List<String> receiptHandles) throws InterruptedException {
        SqsQueue.checkBatch(receiptHandles.size());
        List<DeleteMessageBatchRequestEntry> entries = IntStream.range(0, receiptHandles.size())
                .mapToObj(index -> DeleteMessageBatchRequestEntry.builder()
                        .id(Integer.toString(index))
                        .receiptHandle(receiptHandles.get(index))
                        .build())
                .toList();
        return outcomes(
                entries.size(),
                call(
                                "delete from",
                                () -> client.deleteMessageBatch(
                                        request -> request.queueUrl(url.value()).entries(entries)))
                        .failed());
    }

    @Override
    public List<EntryOutcome> changeVisibility(List<VisibilityChange> changes) throws InterruptedException {
        SqsQueue.checkBatch(changes.size());
        List<ChangeMessageVisibilityBatchRequestEntry> entries = IntStream.range(0, changes.size())
                .mapToObj(index -> ChangeMessageVisibilityBatchRequestEntry.builder()
                        .id(Integer.toString(index))
                        .receiptHandle(changes.get(index).receiptHandle())
                        .visibilityTimeout(seconds(changes.get(index).timeout()))
                        .build())
                .toList();
        return outcomes(
                entries.size(),
                call(
                                "change visibility in",
                                () -> client.changeMessageVisibilityBatch(
                                        request -> request.queueUrl(url.value()).entries(entries)))
                        .failed());
    }

    @Override
    public List<EntryOutcome> send(List<OutgoingMessage> messages) throws InterruptedException {
        SqsQueue.checkBatch(messages.size());
        List<SendMessageBatchRequestEntry> entries = new ArrayList<>(messages.size());
        for (OutgoingMessage message : messages) {
            SendMessageBatchRequestEntry.Builder entry = SendMessageBatchRequestEntry.builder()
                    .id(Integer.toString(entries.size()))
                    .messageBody(message.body())
                    .messageGroupId(message.groupId())
                    .messageDeduplicationId(message.deduplicationId());
            if (!message.attributes().isEmpty()) {
                entry.messageAttributes(attributes(message.attributes()));
            }
            entries.add(entry.build());
        }
        return outcomes(
                entries.size(),
                call(
                                "send to",
                                () -> client.sendMessageBatch(
                                        request -> request.queueUrl(url.value()).entries(entries)))
                        .failed());
    }

    @Override
    public Counters counters() throws InterruptedException {
        Map<QueueAttributeName, String> values = queueAttributes(
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED);
        return new Counters(
                number(values, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES),
                number(values, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE),
                number(values, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED));
    }

    @Override
    public Attributes attributes() throws InterruptedException {
        // All, because naming FifoQueue is an error on a standard queue.
        Map<QueueAttributeName, String> values = queueAttributes(QueueAttributeName.ALL);
        return new Attributes(
                Duration.ofSeconds(number(values, QueueAttributeName.VISIBILITY_TIMEOUT)),
                maxReceiveCount(values.get(QueueAttributeName.REDRIVE_POLICY)),
                // Not every compatible server has one.
                values.containsKey(QueueAttributeName.MESSAGE_RETENTION_PERIOD)
                        ? Duration.ofSeconds(number(values, QueueAttributeName.MESSAGE_RETENTION_PERIOD))
                        : null,
                Boolean.parseBoolean(values.get(QueueAttributeName.FIFO_QUEUE)),
                values.containsKey(QueueAttributeName.MAXIMUM_MESSAGE_SIZE)
                        ? Integer.valueOf(values.get(QueueAttributeName.MAXIMUM_MESSAGE_SIZE))
                        : null);
    }

    @Override
    public void close() {
        client.close();
    }

    private Map<QueueAttributeName, String> queueAttributes(QueueAttributeName... names) throws InterruptedException {
        return call(
                        "read the attributes of",
                        () -> client.getQueueAttributes(
                                request -> request.queueUrl(url.value()).attributeNames(names)))
                .attributes();
    }

    private long number(Map<QueueAttributeName, String> values, QueueAttributeName name) {
        String value = values.get(name);
        if (value == null) {
            throw new SqsException(
                    SqsException.Kind.REFUSED, "MissingAttribute", "queue " + url + " does not tell its " + name, null);
        }
        return Long.parseLong(value);
    }

    private Integer maxReceiveCount(String redrivePolicy) {
        if (redrivePolicy == null || redrivePolicy.isBlank()) {
            return null;
        }
        try {
            JsonNode count = JSON.readTree(redrivePolicy).get("maxReceiveCount");
            return count == null ? null : Integer.valueOf(count.asInt());
        } catch (JsonProcessingException e) {
            throw new SqsException(
                    SqsException.Kind.REFUSED,
                    "RedrivePolicy",
                    "the redrive policy of queue " + url + " is no JSON: " + redrivePolicy,
                    e);
        }
    }

    private <T> T call(String what, Supplier<T> request) throws InterruptedException {
        try {
            return request.get();
        } catch (SdkException e) {
            if (e instanceof AbortedException || Thread.currentThread().isInterrupted()) {
                InterruptedException interrupted = new InterruptedException("interrupted: " + what + " queue " + url);
                interrupted.initCause(e);
                throw interrupted;
            }
            throw SdkErrors.classify(e, "cannot " + what + " queue " + url);
        }
    }

    private static List<EntryOutcome> outcomes(int entries, List<BatchResultErrorEntry> failed) {
        EntryOutcome[] outcomes = new EntryOutcome[entries];
        Arrays.fill(outcomes, EntryOutcome.SUCCEEDED);
        for (BatchResultErrorEntry entry : failed) {
            outcomes[Integer.parseInt(entry.id())] =
                    SdkErrors.classify(entry.code(), entry.message(), Boolean.TRUE.equals(entry.senderFault()));
        }
        return List.of(outcomes);
    }

    private static SqsMessage convert(Message message) {
        Map<MessageSystemAttributeName, String> system = message.attributes();
        return new SqsMessage(
                message.messageId(),
                message.receiptHandle(),
                message.body().getBytes(StandardCharsets.UTF_8),
                texts(message),
                system.get(MessageSystemAttributeName.MESSAGE_GROUP_ID),
                number(system.get(MessageSystemAttributeName.SENT_TIMESTAMP)),
                number(system.get(MessageSystemAttributeName.APPROXIMATE_FIRST_RECEIVE_TIMESTAMP)),
                (int) Math.max(1, number(system.get(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT))));
    }

    private static Map<String, String> texts(Message message) {
        if (!message.hasMessageAttributes() || message.messageAttributes().isEmpty()) {
            return Map.of();
        }
        Map<String, String> texts = new HashMap<>();
        message.messageAttributes().forEach((name, value) -> texts.put(name, text(value)));
        return texts;
    }

    private static String text(MessageAttributeValue value) {
        return value.stringValue() != null
                ? value.stringValue()
                : Base64.getEncoder().encodeToString(value.binaryValue().asByteArrayUnsafe());
    }

    private static Map<String, MessageAttributeValue> attributes(Map<String, String> texts) {
        Map<String, MessageAttributeValue> values = new HashMap<>();
        texts.forEach((name, text) -> values.put(
                name,
                MessageAttributeValue.builder()
                        .dataType(OutgoingMessage.ATTRIBUTE_TYPE)
                        .stringValue(text)
                        .build()));
        return values;
    }

    private static long number(String value) {
        return value == null ? -1 : Long.parseLong(value);
    }

    private static int seconds(Duration duration) {
        return Math.toIntExact(duration.plusMillis(999).toSeconds());
    }
}
