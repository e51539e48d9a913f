package io.millrace.job.object;

import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.RecoverableFsDataOutputStream;

/** An object that appears whole or not at all, on every file system that Flink commits files on. Any thread. */
public final class WholeObject {

    private WholeObject() {}

    /** Writes an object, in place of one that may be there. */
    public static void write(Path object, byte[] bytes) throws IOException {
        RecoverableFsDataOutputStream out =
                object.getFileSystem().createRecoverableWriter().open(object);
        try {
            out.write(bytes);
            out.closeForCommit().commit();
        } catch (IOException | RuntimeException e) {
            try {
                out.close();
            } catch (IOException closing) {
                e.addSuppressed(closing);
            }
            throw e;
        }
    }

    /** Writes an object whose name comes from what it holds: one that is there, of the same length, is the same. */
    public static void writeOnce(Path object, byte[] bytes) throws IOException {
        if (!isThere(object, bytes.length)) {
            write(object, bytes);
        }
    }

    /** @throws FileNotFoundException when there is no such object */
    public static byte[] read(Path object) throws IOException {
        try (FSDataInputStream in = object.getFileSystem().open(object)) {
            return in.readAllBytes();
        }
    }

    private static boolean isThere(Path object, int length) throws IOException {
        try {
            FileStatus status = object.getFileSystem().getFileStatus(object);
            return status.getLen() == length;
        } catch (FileNotFoundException e) {
            return false;
        }
    }
}
