package io.millrace.job.commit;

import io.millrace.job.config.ByteSize;
import io.millrace.job.config.FilePrefix;
import io.millrace.job.config.OutputPath;
import io.millrace.job.config.RollConfig;
import io.millrace.job.record.Announcer;
import io.millrace.job.record.RoutedRecord;
import io.millrace.job.testkit.RecordedMetrics;
import io.millrace.model.CommittedFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessageTypeInfo;
import org.apache.flink.streaming.runtime.operators.sink.CommitterOperatorFactory;
import org.apache.flink.streaming.runtime.operators.sink.SinkWriterOperatorFactory;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

/** One parallel instance of the sink in Flink's own operators, with a clock and checkpoints in the test's hands. */
final class SinkHarness implements AutoCloseable {

    /** What a checkpoint holds of the writer and of the committer. */
    record Snapshot(long checkpointId, OperatorSubtaskState writer, OperatorSubtaskState committer) {}

    private final OneInputStreamOperatorTestHarness<RoutedRecord, CommittableMessage<FileCommittable>> writer;
    private final OneInputStreamOperatorTestHarness<
                    CommittableMessage<FileCommittable>, CommittableMessage<FileCommittable>>
            committer;
    private final CheckpointStamp stamp = new CheckpointStamp();

    /** Every closed file that has left the writer. */
    final List<FileCommittable> closed = new ArrayList<>();

    private SinkHarness(FileOutput output, RecordedMetrics metrics, int parallelism, int subtask) throws Exception {
        FileOutputSink sink = new FileOutputSink(output);
        SupportsCommitter<FileCommittable> committing = sink;
        TypeSerializer<CommittableMessage<FileCommittable>> messages =
                CommittableMessageTypeInfo.of(sink::getCommittableSerializer).createSerializer(null);
        writer = new OneInputStreamOperatorTestHarness<>(
                new SinkWriterOperatorFactory<RoutedRecord, FileCommittable>(sink),
                metrics.environment(8, parallelism, subtask));
        committer = new OneInputStreamOperatorTestHarness<>(
                new CommitterOperatorFactory<>(committing, false, true),
                new RecordedMetrics().environment(8, parallelism, subtask));
        writer.setup(messages);
        committer.setup(messages);
    }

    static SinkHarness start(FileOutput output) throws Exception {
        return start(output, new RecordedMetrics(), 1, 0);
    }

    static SinkHarness start(FileOutput output, RecordedMetrics metrics, int parallelism, int subtask)
            throws Exception {
        SinkHarness harness = new SinkHarness(output, metrics, parallelism, subtask);
        harness.writer.open();
        harness.committer.open();
        return harness;
    }

    static SinkHarness restore(FileOutput output, Snapshot... snapshots) throws Exception {
        return restore(output, new RecordedMetrics(), 1, 0, snapshots);
    }

    static SinkHarness restore(
            FileOutput output, RecordedMetrics metrics, int parallelism, int subtask, Snapshot... snapshots)
            throws Exception {
        SinkHarness harness = new SinkHarness(output, metrics, parallelism, subtask);
        OperatorSubtaskState[] writers = new OperatorSubtaskState[snapshots.length];
        OperatorSubtaskState[] committers = new OperatorSubtaskState[snapshots.length];
        for (int i = 0; i < snapshots.length; i++) {
            writers[i] = snapshots[i].writer();
            committers[i] = snapshots[i].committer();
        }
        harness.writer.setRestoredCheckpointId(snapshots[0].checkpointId());
        harness.committer.setRestoredCheckpointId(snapshots[0].checkpointId());
        harness.writer.initializeState(OneInputStreamOperatorTestHarness.repackageState(writers));
        harness.committer.initializeState(OneInputStreamOperatorTestHarness.repackageState(committers));
        harness.writer.open();
        harness.committer.open();
        return harness;
    }

    /** An output of lines that closes files at checkpoints only. */
    static FileOutput lines(Path directory) {
        return lines(directory, roll(null, null, null, null, null), CommitListener.NONE);
    }

    /** The same in any store. */
    static FileOutput lines(String place) {
        return lines(place, roll(null, null, null, null, null), CommitListener.NONE, Announcer.Factory.NONE);
    }

    static FileOutput lines(Path directory, RollConfig roll, CommitListener listener) {
        return lines(directory, roll, listener, Announcer.Factory.NONE);
    }

    static FileOutput lines(Path directory, RollConfig roll, CommitListener listener, Announcer.Factory announcers) {
        return lines(directory.toString(), roll, listener, announcers);
    }

    private static FileOutput lines(
            String place, RollConfig roll, CommitListener listener, Announcer.Factory announcers) {
        return new FileOutput(
                new OutputPath(place),
                new FilePrefix("part"),
                "Line",
                "0a1b",
                roll,
                Lines.encoders(),
                listener,
                announcers);
    }

    static RollConfig roll(Long size, Long inputSize, Long rows, Duration age, Duration inactivity) {
        return new RollConfig(
                new ByteSize(size == null ? 1L << 40 : size),
                inputSize == null ? null : new ByteSize(inputSize),
                rows,
                age,
                inactivity);
    }

    void write(RoutedRecord record) throws Exception {
        writer.processElement(new StreamRecord<>(record));
    }

    /** The clock goes on to {@code millis}, in steps as small as those of a timer. */
    void time(long millis) throws Exception {
        for (long now = writer.getProcessingTime() + 10; now < millis; now += 10) {
            writer.setProcessingTime(now);
        }
        writer.setProcessingTime(millis);
    }

    /** The barrier passes: files are closed and stand in the checkpoint. */
    Snapshot barrier(long checkpointId) throws Exception {
        writer.prepareSnapshotPreBarrier(checkpointId);
        handOver();
        return new Snapshot(
                checkpointId,
                writer.snapshot(checkpointId, checkpointId),
                committer.snapshot(checkpointId, checkpointId));
    }

    void endOfInput() throws Exception {
        writer.endInput();
        handOver();
    }

    /** The checkpoint is complete. */
    void complete(long checkpointId) throws Exception {
        committer.notifyOfCompletedCheckpoint(checkpointId);
    }

    private void handOver() throws Exception {
        for (CommittableMessage<FileCommittable> message : writer.extractOutputValues()) {
            CommittableMessage<FileCommittable> stamped = stamp.map(message);
            if (stamped
                    instanceof
                    org.apache.flink.streaming.api.connector.sink2.CommittableWithLineage<FileCommittable> c) {
                closed.add(c.getCommittable());
            }
            committer.processElement(new StreamRecord<>(stamped));
        }
        writer.getOutput().clear();
    }

    /** As a task that fails: nothing more is written, nothing is cleaned up. */
    @Override
    public void close() throws Exception {
        writer.close();
        committer.close();
    }

    /** Remembers what it hears; static, because the sink is serialized. */
    static final class Heard {

        static final List<CommittedFile> FILES = new ArrayList<>();
        static int failures;

        private Heard() {}

        static CommitListener listener() {
            FILES.clear();
            failures = 0;
            return file -> {
                FILES.add(file);
                if (failures > 0) {
                    failures--;
                    throw new java.io.IOException("nobody home");
                }
            };
        }
    }
}
