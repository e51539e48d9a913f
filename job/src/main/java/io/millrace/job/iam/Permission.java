package io.millrace.job.iam;

import static java.util.Objects.requireNonNull;

/** Everything that any pipeline may need to be allowed, and what for. */
public enum Permission {
    RECEIVE("sqs:ReceiveMessage", "takes messages"),
    DELETE_MESSAGE("sqs:DeleteMessage", "deletes them when the checkpoint that holds them is complete"),
    CHANGE_VISIBILITY("sqs:ChangeMessageVisibility", "keeps them hidden as long as the job holds them"),
    QUEUE_ATTRIBUTES(
            "sqs:GetQueueAttributes", "sees that a queue is drained; `validate --connect` looks at its settings"),
    SEND("sqs:SendMessage", "sends dead letters to a queue, too, where `dead-letter.sqs` names one"),

    DESCRIBE_STREAM("kinesis:DescribeStreamSummary", "tells one stream from a later one of the same name"),
    LIST_SHARDS("kinesis:ListShards", "finds shards as they split and merge"),
    SHARD_ITERATOR("kinesis:GetShardIterator", "begins to read a shard"),
    GET_RECORDS("kinesis:GetRecords", "reads it"),
    DESCRIBE_CONSUMER("kinesis:DescribeStreamConsumer", "finds the consumer of enhanced fan-out"),
    REGISTER_CONSUMER("kinesis:RegisterStreamConsumer", "registers it where `lifecycle` is `job-managed`"),
    DEREGISTER_CONSUMER("kinesis:DeregisterStreamConsumer", "deregisters it at the end of a run with `until`"),
    SUBSCRIBE("kinesis:SubscribeToShard", "reads through it"),
    PUT_RECORDS("kinesis:PutRecords", "announces files"),

    LIST_BUCKET(
            "s3:ListBucket",
            "lists files; and without it a missing object is a refusal (403) instead of missing (404), on which S3's clients"
                    + " depend"),
    GET_OBJECT("s3:GetObject", "reads files, checkpoints and the log; looks whether a file is there already"),
    PUT_OBJECT("s3:PutObject", "writes, in one request or in parts"),
    DELETE_OBJECT(
            "s3:DeleteObject",
            "removes what only the job itself reads: checkpoints, temporary objects, deferred" + " announcements"),
    ABORT_UPLOAD("s3:AbortMultipartUpload", "gives up a large checkpoint file that could not be written"),

    DATA_KEY("kms:GenerateDataKey", "encrypts with the key"),
    DECRYPT("kms:Decrypt", "reads what is encrypted with it; uploads in parts need it, too"),

    ASSUME_ROLE("sts:AssumeRole", "becomes the role that a component is configured with");

    private final String action;
    private final String why;

    Permission(String action, String why) {
        this.action = requireNonNull(action, "action");
        this.why = requireNonNull(why, "why");
    }

    /** The action as IAM calls it. */
    public String action() {
        return action;
    }

    /** What a job does with it, for the documents. */
    public String why() {
        return why;
    }
}
