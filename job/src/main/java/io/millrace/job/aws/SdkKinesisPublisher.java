package io.millrace.job.aws;

import static java.util.Objects.requireNonNull;

import io.millrace.job.config.StreamName;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

/** Puts records through the AWS SDK. */
final class SdkKinesisPublisher implements KinesisPublisher {

    private final StreamName stream;
    private final KinesisClient client;

    /** @param client closed with this */
    SdkKinesisPublisher(StreamName stream, KinesisClient client) {
        this.stream = requireNonNull(stream, "stream");
        this.client = requireNonNull(client, "client");
    }

    @Override
    public List<EntryOutcome> put(List<OutgoingRecord> records) throws InterruptedException {
        KinesisPublisher.checkBatch(records);
        List<PutRecordsRequestEntry> entries =
                records.stream().map(SdkKinesisPublisher::entry).toList();
        PutRecordsResponse response;
        try {
            response = client.putRecords(request -> {
                stream.arn().ifPresentOrElse(request::streamARN, () -> request.streamName(stream.name()));
                request.records(entries);
            });
        } catch (SdkException e) {
            if (e instanceof AbortedException || Thread.currentThread().isInterrupted()) {
                InterruptedException interrupted = new InterruptedException("interrupted: put records on " + stream);
                interrupted.initCause(e);
                throw interrupted;
            }
            throw KinesisErrors.classify(e, "cannot put records on stream " + stream);
        }
        List<EntryOutcome> outcomes = new ArrayList<>(records.size());
        for (PutRecordsResultEntry result : response.records()) {
            outcomes.add(
                    result.errorCode() == null
                            ? EntryOutcome.SUCCEEDED
                            : new EntryOutcome.Retryable(result.errorCode(), result.errorMessage()));
        }
        return outcomes;
    }

    @Override
    public void close() {
        client.close();
    }

    private static PutRecordsRequestEntry entry(OutgoingRecord outgoing) {
        return PutRecordsRequestEntry.builder()
                .partitionKey(outgoing.partitionKey())
                .explicitHashKey(outgoing.hashKey())
                .data(SdkBytes.fromByteArrayUnsafe(outgoing.data()))
                .build();
    }
}
