package io.millrace.job.announce;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import io.millrace.job.announce.proto.DataFileEntry;
import io.millrace.job.announce.proto.DataFileEntryRecord;
import io.millrace.job.announce.proto.DataFileEntryType;
import io.millrace.job.announce.proto.DataFileInfo;
import io.millrace.job.announce.proto.DataFileV1;
import io.millrace.job.announce.proto.StandardDataFileEntry;
import io.millrace.job.announce.proto.StandardDataFileEntryVersion;
import io.millrace.model.Balance;
import io.millrace.model.CommittedFile;
import io.millrace.model.DeadLetterFile;
import io.millrace.model.Gap;
import io.millrace.model.OperatorReport;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The bytes of a Kinesis record: a {@link DataFileEntryRecord}, compressed with gzip. The same message always becomes the
 * same bytes.
 *
 * @param folder the first part of the key of large payloads: {@code group-schema-stream}
 * @param accountId whom every announcement names; empty for nobody
 * @param threshold of the compressed record, in bytes; above it the file's entry goes to an object
 * @param payloads where such objects are
 */
record RecordForm(String folder, String accountId, int threshold, Payloads payloads) implements Serializable {

    RecordForm {
        requireNonNull(folder, "folder");
        requireNonNull(accountId, "accountId");
        requireNonNull(payloads, "payloads");
    }

    /**
     * A record's bytes, and whether the entry went to an object.
     *
     * @param large whether a large payload stands behind it
     */
    record Encoded(byte[] bytes, boolean large) {}

    /** A file's announcement. Writes its large payload first, if it needs one. */
    Encoded file(DataFileV1 file, long modifiedAtMillis) throws IOException {
        return file(file, modifiedAtMillis, false);
    }

    /** As {@link #file(DataFileV1, long)}, where readers of files alone pass over it. */
    Encoded deadLetters(DataFileV1 file, long modifiedAtMillis) throws IOException {
        return file(file, modifiedAtMillis, true);
    }

    private Encoded file(DataFileV1 file, long modifiedAtMillis, boolean deadLetters) throws IOException {
        StandardDataFileEntry standard = StandardDataFileEntry.newBuilder()
                .setVersion(StandardDataFileEntryVersion.STANDARD_DATA_FILE_ENTRY_VERSION_V1)
                .setDataFileV1(file)
                .build();
        DataFileInfo.Builder info = DataFileInfo.newBuilder()
                .setFilePath(file.getFilePath())
                .setCreationTime(modifiedAtMillis)
                .setAccountId(accountId);
        byte[] whole = compressed(record(
                DataFileEntry.newBuilder()
                        .setType(DataFileEntryType.DATA_FILE_ENTRY_TYPE_STANDARD)
                        .setStandardDataFileEntry(standard),
                info,
                deadLetters));
        if (whole.length <= threshold) {
            return new Encoded(whole, false);
        }
        DataFileEntry.Builder pointer = DataFileEntry.newBuilder()
                .setType(DataFileEntryType.DATA_FILE_ENTRY_TYPE_LARGE)
                .setLargeDataFileEntry(payloads.put(folder, bytes(standard)));
        return new Encoded(compressed(record(pointer, info, deadLetters)), true);
    }

    /** A report's announcement: a record with an entry of unknown type, which readers of files alone pass over. */
    static byte[] report(String job, OperatorReport report) {
        DataFileEntryRecord.Builder record =
                DataFileEntryRecord.newBuilder().setDataFileEntry(DataFileEntry.getDefaultInstance());
        return compressed(
                report instanceof Gap gap
                        ? record.setGap(DataFileProto.message(job, gap)).build()
                        : record.setBalance(DataFileProto.message(job, (Balance) report))
                                .build());
    }

    /**
     * The row of the log that a record carries. Reads its large payload, if it has one, and checks it.
     *
     * @throws IOException when the record is none of a commit log, or its payload is gone or changed
     */
    static LogRow row(byte[] record, Payloads payloads) throws IOException {
        DataFileEntryRecord message;
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(record))) {
            message = DataFileEntryRecord.parseFrom(in.readAllBytes());
        } catch (InvalidProtocolBufferException e) {
            throw new IOException("no announcement of a file: " + e.getMessage(), e);
        }
        if (message.hasBalance()) {
            return new LogRow(message.getBalance().getJob(), DataFileProto.balance(message.getBalance()));
        }
        if (message.hasGap()) {
            return new LogRow(message.getGap().getJob(), DataFileProto.gap(message.getGap()));
        }
        DataFileV1 file =
                file(message.hasDeadLetters() ? message.getDeadLetters() : message.getDataFileEntry(), payloads);
        CommittedFile committed =
                DataFileProto.file(file, message.getDataFileInfo().getCreationTime());
        return new LogRow(file.getJob(), message.hasDeadLetters() ? new DeadLetterFile(committed) : committed);
    }

    private static DataFileV1 file(DataFileEntry entry, Payloads payloads) throws IOException {
        return switch (entry.getType()) {
            case DATA_FILE_ENTRY_TYPE_STANDARD ->
                entry.getStandardDataFileEntry().getDataFileV1();
            case DATA_FILE_ENTRY_TYPE_LARGE ->
                StandardDataFileEntry.parseFrom(payloads.get(entry.getLargeDataFileEntry()))
                        .getDataFileV1();
            default -> throw new IOException("an announcement of an unknown type: " + entry.getTypeValue());
        };
    }

    private static DataFileEntryRecord record(
            DataFileEntry.Builder entry, DataFileInfo.Builder info, boolean deadLetters) {
        DataFileEntryRecord.Builder record = DataFileEntryRecord.newBuilder().setDataFileInfo(info);
        return deadLetters
                ? record.setDataFileEntry(DataFileEntry.getDefaultInstance())
                        .setDeadLetters(entry)
                        .build()
                : record.setDataFileEntry(entry).build();
    }

    private static byte[] compressed(MessageLite message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes(message));
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
        return out.toByteArray();
    }

    private static byte[] bytes(MessageLite message) {
        byte[] bytes = new byte[message.getSerializedSize()];
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.useDeterministicSerialization();
        try {
            message.writeTo(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
        return bytes;
    }
}
