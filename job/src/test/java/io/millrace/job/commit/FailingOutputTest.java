package io.millrace.job.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.millrace.job.error.OutputException;
import io.millrace.job.record.Encoder;
import io.millrace.model.ErrorKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.table.data.RowData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which failures are worth a restart, and which kind a program sees. */
final class FailingOutputTest {

    @TempDir
    Path out;

    @Test
    void aRowThatCannotBeEncodedStopsTheJobForGood() throws Exception {
        assertFinal(new RuntimeException("column 3"), false);
        assertFinal(new IOException("column 3"), false);
    }

    @Test
    void anEndOfAFileThatCannotBeEncodedStopsTheJobForGood() throws Exception {
        assertFinal(new RuntimeException("footer"), true);
        assertFinal(new IOException("footer"), true);
    }

    @Test
    void aFailureOfTheFileSystemIsTriedAgainThroughARestart() throws Exception {
        for (boolean wrapped : new boolean[] {false, true}) {
            EncodingWriter writer =
                    new EncodingWriter(new Failing(new GuardedStream(new BrokenStream(), path()), wrapped), path());
            assertThatThrownBy(() -> writer.addElement(Lines.record("a", "x")))
                    .isInstanceOfSatisfying(
                            OutputException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.SINK_WRITE))
                    .hasMessageStartingWith("sink-write: ")
                    .hasRootCauseMessage("disk full");
        }
    }

    @Test
    void aFileThatCannotBeOpenedIsAFailureOfTheFileSystem() throws Exception {
        Files.createFile(out.resolve("a"));
        try (SinkHarness sink = SinkHarness.start(SinkHarness.lines(out))) {
            assertThatThrownBy(() -> sink.write(Lines.record("a/b", "x")))
                    .isInstanceOfSatisfying(
                            OutputException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.SINK_WRITE))
                    .hasMessageMatching("sink-write: opening file:.*/a/b/part-.*-0\\.txt failed");
        }
    }

    @Test
    void aPayloadIsNotInTheMessage() throws Exception {
        EncodingWriter writer = new EncodingWriter(new Throwing(new RuntimeException("x"), false), path());
        assertThat(catchThrowable(() -> writer.addElement(Lines.record("a", "secret"))))
                .hasStackTraceContaining("encode: a row could not be encoded for /lake/part-0")
                .satisfies(e -> assertThat(e.toString() + e.getCause()).doesNotContain("secret"));
    }

    @Test
    void whatIsHeldBackIsNotClosedByAnEncodersLibrary() throws Exception {
        BrokenStream below = new BrokenStream();
        GuardedStream guarded = new GuardedStream(below, path());
        guarded.close();
        assertThat(below.closed).isFalse();
    }

    private void assertFinal(Exception failure, boolean atEnd) {
        EncodingWriter writer = new EncodingWriter(new Throwing(failure, atEnd), path());
        assertThatThrownBy(() -> {
                    writer.addElement(Lines.record("a", "x"));
                    writer.finish();
                })
                .isInstanceOf(SuppressRestartsException.class)
                .cause()
                .isInstanceOfSatisfying(
                        OutputException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.ENCODE))
                .hasMessageStartingWith("encode: ")
                .hasMessageContaining("/lake/part-0")
                .hasCause(failure);
    }

    private static org.apache.flink.core.fs.Path path() {
        return new org.apache.flink.core.fs.Path("/lake/part-0");
    }

    /** Fails by itself. */
    private record Throwing(Exception failure, boolean atEnd) implements Encoder {

        @Override
        public void add(RowData row) throws IOException {
            if (!atEnd) {
                fail();
            }
        }

        @Override
        public long encodedSize() {
            return 0;
        }

        @Override
        public void finish() throws IOException {
            fail();
        }

        private void fail() throws IOException {
            if (failure instanceof IOException e) {
                throw e;
            }
            throw (RuntimeException) failure;
        }
    }

    /** Fails because its stream does, and may hide that in an exception of its own, as Parquet's writers do. */
    private record Failing(FSDataOutputStream stream, boolean wraps) implements Encoder {

        @Override
        public void add(RowData row) throws IOException {
            try {
                stream.write(new byte[8]);
            } catch (IOException e) {
                if (wraps) {
                    throw new IllegalStateException("page not written", e);
                }
                throw e;
            }
        }

        @Override
        public long encodedSize() {
            return 0;
        }

        @Override
        public void finish() {}
    }

    private static final class BrokenStream extends FSDataOutputStream {

        boolean closed;

        @Override
        public long getPos() {
            return 0;
        }

        @Override
        public void write(int b) throws IOException {
            throw new IOException("disk full");
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            throw new IOException("disk full");
        }

        @Override
        public void flush() {}

        @Override
        public void sync() {}

        @Override
        public void close() {
            closed = true;
        }
    }
}
