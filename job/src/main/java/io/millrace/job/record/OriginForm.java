package io.millrace.job.record;

import io.millrace.model.FileOrigin;
import io.millrace.model.KinesisOrigin;
import io.millrace.model.LostRange;
import io.millrace.model.Origin;
import io.millrace.model.SqsOrigin;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** The binary form of an {@link Origin}: a byte for the kind of source, then its fields. */
final class OriginForm {

    private static final int SQS = 1;
    private static final int FILE = 2;
    private static final int KINESIS = 3;
    private static final int LOST = 4;

    private OriginForm() {}

    static void write(Origin origin, DataOutputView target) throws IOException {
        if (origin instanceof SqsOrigin sqs) {
            target.writeByte(SQS);
            StringValue.writeString(sqs.queueUrl(), target);
            StringValue.writeString(sqs.messageId(), target);
            StringValue.writeString(sqs.groupId(), target);
            target.writeLong(sqs.sentAtMillis());
            target.writeLong(sqs.firstReceivedAtMillis());
            target.writeInt(sqs.receiveCount());
        } else if (origin instanceof FileOrigin file) {
            target.writeByte(FILE);
            StringValue.writeString(file.path(), target);
            target.writeLong(file.offset());
            target.writeLong(file.length());
            target.writeLong(file.modifiedAtMillis());
        } else if (origin instanceof KinesisOrigin kinesis) {
            target.writeByte(KINESIS);
            StringValue.writeString(kinesis.stream(), target);
            StringValue.writeString(kinesis.shardId(), target);
            StringValue.writeString(kinesis.sequenceNumber(), target);
            target.writeInt(kinesis.subSequenceNumber());
            StringValue.writeString(kinesis.partitionKey(), target);
            target.writeLong(kinesis.arrivedAtMillis());
        } else if (origin instanceof LostRange lost) {
            target.writeByte(LOST);
            StringValue.writeString(lost.stream(), target);
            StringValue.writeString(lost.shardId(), target);
            StringValue.writeString(lost.after(), target);
            StringValue.writeString(lost.before(), target);
            writeTime(lost.readUntilMillis(), target);
            writeTime(lost.leftSinceMillis(), target);
        } else {
            throw new IllegalStateException("no binary form for the origin " + origin.getClass());
        }
    }

    static Origin read(DataInputView source) throws IOException {
        int kind = source.readByte();
        return switch (kind) {
            case SQS ->
                new SqsOrigin(
                        StringValue.readString(source),
                        StringValue.readString(source),
                        StringValue.readString(source),
                        source.readLong(),
                        source.readLong(),
                        source.readInt());
            case FILE ->
                new FileOrigin(StringValue.readString(source), source.readLong(), source.readLong(), source.readLong());
            case KINESIS ->
                new KinesisOrigin(
                        StringValue.readString(source),
                        StringValue.readString(source),
                        StringValue.readString(source),
                        source.readInt(),
                        StringValue.readString(source),
                        source.readLong());
            case LOST ->
                new LostRange(
                        StringValue.readString(source),
                        StringValue.readString(source),
                        StringValue.readString(source),
                        StringValue.readString(source),
                        readTime(source),
                        readTime(source));
            default -> throw new IOException("unknown kind of origin: " + kind);
        };
    }

    private static void writeTime(Long millis, DataOutputView target) throws IOException {
        target.writeBoolean(millis != null);
        if (millis != null) {
            target.writeLong(millis);
        }
    }

    private static Long readTime(DataInputView source) throws IOException {
        return source.readBoolean() ? Long.valueOf(source.readLong()) : null;
    }
}
