package io.millrace.job.commit;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import org.apache.flink.connector.file.sink.FileSinkCommittable;
import org.apache.flink.core.io.SimpleVersionedSerialization;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** The form in which closed files stand in checkpoints until they are visible. */
final class FileCommittableSerializer implements SimpleVersionedSerializer<FileCommittable> {

    private static final int VERSION = 1;

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
            out.writeUTF(stats.schemaFingerprint());
            out.writeLong(stats.rows());
            out.writeLong(stats.inputBytes());
            out.writeLong(stats.minEventTimeMicros());
            out.writeLong(stats.maxEventTimeMicros());
        }
        return out.getCopyOfBuffer();
    }

    @Override
    public FileCommittable deserialize(int version, byte[] bytes) throws IOException {
        if (version != VERSION) {
            throw new IOException("expected version " + VERSION + " of a file to commit, but got version " + version
                    + ": the state was written by another release");
        }
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        FileSinkCommittable file = SimpleVersionedSerialization.readVersionAndDeSerialize(files, in);
        long checkpointId = in.readLong();
        FileStats stats = in.readBoolean()
                ? new FileStats(in.readUTF(), in.readUTF(), in.readLong(), in.readLong(), in.readLong(), in.readLong())
                : null;
        return new FileCommittable(file, stats, checkpointId);
    }
}
