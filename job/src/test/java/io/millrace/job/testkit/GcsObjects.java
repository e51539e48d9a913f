package io.millrace.job.testkit;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/** The objects of {@link GcsServer}: each whole, with a generation that preconditions can name. */
final class GcsObjects {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int MOST_COMPOSED = 32;

    /** What a request is answered with instead. */
    static final class RefusedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final int status;

        RefusedException(int status, String message) {
            super(message);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    record Stored(String bucket, String name, long generation, Instant at, byte[] content) {

        ObjectNode json() {
            CRC32C crc = new CRC32C();
            crc.update(content);
            byte[] checksum =
                    ByteBuffer.allocate(4).putInt((int) crc.getValue()).array();
            return JSON.createObjectNode()
                    .put("kind", "storage#object")
                    .put("id", bucket + "/" + name + "/" + generation)
                    .put("bucket", bucket)
                    .put("name", name)
                    .put("generation", Long.toString(generation))
                    .put("metageneration", "1")
                    .put("contentType", "application/octet-stream")
                    .put("storageClass", "STANDARD")
                    .put("size", Integer.toString(content.length))
                    .put("crc32c", Base64.getEncoder().encodeToString(checksum))
                    .put("etag", "e" + generation)
                    .put("timeCreated", at.toString())
                    .put("updated", at.toString());
        }
    }

    private final Map<String, TreeMap<String, Stored>> buckets = new HashMap<>();
    private long generations;

    synchronized void addBucket(String bucket) {
        buckets.putIfAbsent(bucket, new TreeMap<>());
    }

    synchronized void requireBucket(String bucket) {
        objects(bucket);
    }

    synchronized List<String> names(String bucket, String prefix) {
        return objects(bucket).keySet().stream()
                .filter(name -> name.startsWith(prefix))
                .toList();
    }

    synchronized Stored get(String bucket, String name) {
        Stored stored = objects(bucket).get(name);
        if (stored == null) {
            throw new RefusedException(404, "No such object: " + bucket + "/" + name);
        }
        return stored;
    }

    /** @param generation what the object must have now, 0 for one that must not exist; null for any */
    synchronized Stored put(String bucket, String name, byte[] content, String generation) {
        checkGeneration(bucket, name, generation);
        Stored stored = new Stored(bucket, name, ++generations, Instant.now().truncatedTo(ChronoUnit.MILLIS), content);
        objects(bucket).put(name, stored);
        return stored;
    }

    synchronized Stored compose(String bucket, String name, List<String> sources, String generation) {
        if (sources.isEmpty() || sources.size() > MOST_COMPOSED) {
            throw new RefusedException(400, "expected 1 to 32 sources, but got " + sources.size());
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        sources.forEach(source -> all.writeBytes(get(bucket, source).content()));
        return put(bucket, name, all.toByteArray(), generation);
    }

    synchronized void delete(String bucket, String name, String generation) {
        get(bucket, name);
        checkGeneration(bucket, name, generation);
        objects(bucket).remove(name);
    }

    private void checkGeneration(String bucket, String name, String generation) {
        Stored now = objects(bucket).get(name);
        if (generation != null && Long.parseLong(generation) != (now == null ? 0 : now.generation())) {
            throw new RefusedException(412, "At least one of the pre-conditions you specified did not hold.");
        }
    }

    private TreeMap<String, Stored> objects(String bucket) {
        TreeMap<String, Stored> objects = buckets.get(bucket);
        if (objects == null) {
            throw new RefusedException(404, "The specified bucket does not exist: " + bucket);
        }
        return objects;
    }
}
