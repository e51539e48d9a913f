package io.millrace.job.commit;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.List;
import org.apache.flink.connector.file.sink.FileSinkCommittable;
import org.apache.flink.core.io.SimpleVersionedSerialization;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** The form in which closed files stand in checkpoints until they are visible. */
final class FileCommittableSerializer implements SimpleVersionedSerializer<FileCommittable> {

    /** Version 1 has nothing behind the event times, and no name of the schema. */
    private static final int VERSION = 2;

    private final SimpleVersionedSerializer<FileSinkCommittable> files;

    FileCommittableSerializer(SimpleVersionedSerializer<FileSinkCommittable> files) {
        this.files = requireNonNull(files, "files");
    }

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(FileCommittable committable) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(512);
        SimpleVersionedSerialization.writeVersionAndSerialize(files, committable.file(), out);
        out.writeLong(committable.checkpointId());
        FileStats stats = committable.stats();
        out.writeBoolean(stats != null);
        if (stats != null) {
            out.writeUTF(stats.format());
            out.writeUTF(stats.schemaName());
            out.writeUTF(stats.schemaFingerprint());
            out.writeLong(stats.rows());
            out.writeLong(stats.inputBytes());
            out.writeLong(stats.minEventTimeMicros());
            out.writeLong(stats.maxEventTimeMicros());
            StatsForm.writeColumns(stats.columns(), out);
            StatsForm.writeSources(stats.sources(), out);
        }
        return out.getCopyOfBuffer();
    }

    @Override
    public FileCommittable deserialize(int version, byte[] bytes) throws IOException {
        if (version < 1 || version > VERSION) {
            throw new IOException("expected version 1 to " + VERSION + " of a file to commit, but got version "
                    + version + ": the state was written by another release");
        }
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        FileSinkCommittable file = SimpleVersionedSerialization.readVersionAndDeSerialize(files, in);
        long checkpointId = in.readLong();
        FileStats stats = in.readBoolean() ? readStats(version, in) : null;
        return new FileCommittable(file, stats, checkpointId);
    }

    private static FileStats readStats(int version, DataInputDeserializer in) throws IOException {
        String format = in.readUTF();
        String schemaName = version == 1 ? "" : in.readUTF();
        String fingerprint = in.readUTF();
        long rows = in.readLong();
        long inputBytes = in.readLong();
        long minEventTime = in.readLong();
        long maxEventTime = in.readLong();
        return new FileStats(
                format,
                schemaName,
                fingerprint,
                rows,
                inputBytes,
                minEventTime,
                maxEventTime,
                version == 1 ? List.of() : StatsForm.readColumns(in),
                version == 1 ? List.of() : StatsForm.readSources(in));
    }
}
