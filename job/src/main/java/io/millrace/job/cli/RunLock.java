package io.millrace.job.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Keeps a pipeline's state to one run at a time. The operating system releases it with the process, however that ends;
 * the file stays.
 */
final class RunLock implements AutoCloseable {

    private final FileChannel channel;

    private RunLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * @param directory made when it is missing
     * @throws HeldException when another run has it
     */
    static RunLock acquire(Path directory) throws IOException, HeldException {
        Files.createDirectories(directory);
        Path file = directory.resolve("lock");
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (tryLock(channel) == null) {
                throw new HeldException(file, holder(file));
            }
            String holder = "process " + ProcessHandle.current().pid() + ", since "
                    + Instant.now().truncatedTo(ChronoUnit.SECONDS);
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), 0);
            return new RunLock(channel);
        } catch (IOException | HeldException e) {
            channel.close();
            throw e;
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Held in this very process.
            return null;
        }
    }

    private static String holder(Path file) throws IOException {
        String holder = Files.readString(file).strip();
        return holder.isEmpty() ? "a run that is just starting" : holder;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Another run holds the state directory. */
    static final class HeldException extends Exception {

        private static final long serialVersionUID = 1;

        private HeldException(Path file, String holder) {
            super("Another run of this pipeline is going on here (" + holder + "; lock file " + file
                    + "). Two at once would both go on from the same state.");
        }
    }
}
