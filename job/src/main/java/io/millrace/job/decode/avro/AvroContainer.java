package io.millrace.job.decode.avro;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.apache.avro.Schema;
import org.xerial.snappy.Snappy;

/**
 * An object container file in memory, taken apart: its schema and its blocks. Avro's own reader allocates what a length
 * claims and decompresses without a limit, which a message from anybody must not be able to ask for.
 */
final class AvroContainer {

    private static final byte[] MAGIC = {'O', 'b', 'j', 1};
    private static final int SYNC_SIZE = 16;
    private static final int CHECKSUM_SIZE = 4;
    private static final String NO_CODEC = "null";

    /** The codecs that can be read, as they are named in a header. */
    static final List<String> CODECS = List.of(NO_CODEC, "deflate", "snappy", "zstandard");

    private final AvroParts parts;
    private final long largestSize;

    private String schemaText;
    private String codec;
    private byte[] sync;
    private long room;

    /** @param largestSize how many bytes the blocks may have when they are decompressed */
    AvroContainer(AvroParts parts, long largestSize) {
        this.parts = parts;
        this.largestSize = largestSize;
    }

    /**
     * One block, decompressed.
     *
     * @param count how many records it says that it has
     */
    record Block(long count, byte[] bytes, int offset, int length) {}

    /** What is in a container cannot be read; the message says what was expected and what was found. */
    static final class BrokenException extends Exception {

        private static final long serialVersionUID = 1L;

        BrokenException(String message) {
            super(message);
        }

        BrokenException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The schema of the container that was read last, as it stands there. */
    String schemaText() {
        return schemaText;
    }

    /** The schema that a container has in its header. */
    static Schema parse(String schema) throws BrokenException {
        try {
            return new Schema.Parser().parse(schema);
        } catch (RuntimeException e) {
            // Not only Avro's own: the parser casts what it finds.
            throw new BrokenException("the schema in the container is none: " + e.getMessage(), e);
        }
    }

    /** Reads all of a container. */
    List<Block> read(byte[] bytes, int offset, int length) throws BrokenException {
        AvroBytes in = parts.in;
        parts.begin(bytes, offset, offset + length);
        room = largestSize;
        header(in);
        List<Block> blocks = new ArrayList<>();
        while (!in.atEnd()) {
            long count = in.readLong();
            in.readBytes();
            int at = in.offset();
            int size = in.length();
            in.readFixed(SYNC_SIZE);
            check(in, offset);
            if (count < 0 || !Arrays.equals(bytes, in.offset(), in.offset() + SYNC_SIZE, sync, 0, SYNC_SIZE)) {
                throw new BrokenException(
                        "expected the end of a block at byte " + (in.offset() - offset) + ", but found something else");
            }
            blocks.add(decompressed(count, bytes, at, size));
        }
        return blocks;
    }

    private void header(AvroBytes in) throws BrokenException {
        in.readFixed(MAGIC.length);
        if (in.failed()
                || !Arrays.equals(in.array(), in.offset(), in.offset() + MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new BrokenException("expected an Avro container, which begins with 'Obj', but found something else");
        }
        int start = in.offset();
        schemaText = null;
        codec = NO_CODEC;
        for (long count = in.readBlock(); count > 0 && !in.failed(); count = in.readBlock()) {
            for (long i = 0; i < count && !in.failed(); i++) {
                in.readString();
                String key = in.failed() ? "" : text(in);
                in.readBytes();
                meta(in, key);
            }
        }
        in.readFixed(SYNC_SIZE);
        check(in, start);
        sync = Arrays.copyOfRange(in.array(), in.offset(), in.offset() + SYNC_SIZE);
        if (schemaText == null) {
            throw new BrokenException("expected a schema in the header of the Avro container, but found none");
        }
        if (!CODECS.contains(codec)) {
            throw new BrokenException("expected one of the codecs " + String.join(", ", CODECS)
                    + " in the Avro container, but found another");
        }
    }

    private void meta(AvroBytes in, String key) {
        if (!in.failed() && key.equals("avro.schema")) {
            schemaText = text(in);
        } else if (!in.failed() && key.equals("avro.codec")) {
            codec = text(in);
        }
    }

    private static String text(AvroBytes in) {
        return new String(in.array(), in.offset(), in.length(), StandardCharsets.UTF_8);
    }

    private void check(AvroBytes in, int start) throws BrokenException {
        if (in.failed()) {
            throw new BrokenException(
                    "in the Avro container: " + parts.failure.toRejection(start).message());
        }
    }

    private Block decompressed(long count, byte[] bytes, int offset, int length) throws BrokenException {
        if (codec.equals(NO_CODEC)) {
            room -= length;
            checkRoom(room);
            return new Block(count, bytes, offset, length);
        }
        try {
            byte[] plain = codec.equals("snappy") ? snappy(bytes, offset, length) : stream(bytes, offset, length);
            room -= plain.length;
            return new Block(count, plain, 0, plain.length);
        } catch (IOException e) {
            throw new BrokenException("a block of the Avro container cannot be decompressed: " + e.getMessage(), e);
        }
    }

    private byte[] stream(byte[] bytes, int offset, int length) throws IOException, BrokenException {
        Inflater inflater = codec.equals("deflate") ? new Inflater(true) : null;
        InputStream packed = new ByteArrayInputStream(bytes, offset, length);
        try (InputStream in =
                inflater != null ? new InflaterInputStream(packed, inflater) : new ZstdInputStream(packed)) {
            byte[] plain = in.readNBytes((int) Math.min(room + 1, Integer.MAX_VALUE - 16));
            checkRoom(room - plain.length);
            return plain;
        } finally {
            if (inflater != null) {
                inflater.end();
            }
        }
    }

    /** Snappy's block, and behind it the CRC-32 of what it holds. */
    private byte[] snappy(byte[] bytes, int offset, int length) throws IOException, BrokenException {
        int packed = length - CHECKSUM_SIZE;
        if (packed < 0) {
            throw new IOException("it is too short");
        }
        int size = Snappy.uncompressedLength(bytes, offset, packed);
        if (size < 0) {
            throw new IOException("it is too long");
        }
        checkRoom(room - size);
        byte[] plain = new byte[size];
        Snappy.uncompress(bytes, offset, packed, plain, 0);
        CRC32 checksum = new CRC32();
        checksum.update(plain);
        if ((int) checksum.getValue()
                != ByteBuffer.wrap(bytes, offset + packed, CHECKSUM_SIZE).getInt()) {
            throw new IOException("its checksum is another");
        }
        return plain;
    }

    private void checkRoom(long left) throws BrokenException {
        if (left < 0) {
            throw new BrokenException("the Avro container has more than " + largestSize
                    + " bytes of records, more than decode.max-record-size allows");
        }
    }
}
