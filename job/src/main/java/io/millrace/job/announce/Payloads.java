package io.millrace.job.announce;

import static java.util.Objects.requireNonNull;

import io.millrace.job.announce.proto.LargeDataFileEntry;
import io.millrace.job.object.Sha256;
import io.millrace.job.object.WholeObject;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import org.apache.flink.core.fs.Path;

/**
 * Where announcements stand that no record of a stream can carry. An object's key is made of what it holds, so the same
 * announcement is written once, however often it is sent.
 *
 * @param root below which keys are
 */
record Payloads(URI root) implements Serializable {

    Payloads {
        requireNonNull(root, "root");
    }

    /**
     * Writes a payload, unless it is there already.
     *
     * @param folder the first part of its key
     * @return what a record carries in its place
     */
    LargeDataFileEntry put(String folder, byte[] payload) throws IOException {
        String hash = Sha256.hex(payload);
        LargeDataFileEntry entry = LargeDataFileEntry.newBuilder()
                .setKey(folder + "/" + hash)
                .setLength(payload.length)
                .setSha256(hash)
                .build();
        WholeObject.writeOnce(object(entry.getKey()), payload);
        return entry;
    }

    /**
     * What was put.
     *
     * @throws IOException when it is gone, or is no longer what it was
     */
    byte[] get(LargeDataFileEntry entry) throws IOException {
        if (entry.getKey().startsWith("/") || entry.getKey().contains("..")) {
            throw new IOException("the large payload's key leads out of " + root + ": " + entry.getKey());
        }
        Path object = object(entry.getKey());
        byte[] payload;
        try {
            payload = WholeObject.read(object);
        } catch (FileNotFoundException e) {
            throw new IOException("the large payload " + object + " is gone", e);
        }
        if (payload.length != entry.getLength() || !Sha256.hex(payload).equals(entry.getSha256())) {
            throw new IOException("the large payload " + object + " is not what was announced: expected "
                    + entry.getLength() + " bytes with the SHA-256 " + entry.getSha256() + ", but got " + payload.length
                    + " with " + Sha256.hex(payload));
        }
        return payload;
    }

    private Path object(String key) {
        return new Path(new Path(root), key);
    }
}
