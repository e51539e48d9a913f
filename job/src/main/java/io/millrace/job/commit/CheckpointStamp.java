package io.millrace.job.commit;

import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.CommittableWithLineage;

/** Writes the checkpoint's id on each closed file: the writer that closes it is not told, nor is the committer. */
final class CheckpointStamp
        implements MapFunction<CommittableMessage<FileCommittable>, CommittableMessage<FileCommittable>> {

    private static final long serialVersionUID = 1L;

    @Override
    public CommittableMessage<FileCommittable> map(CommittableMessage<FileCommittable> message) {
        if (message instanceof CommittableWithLineage<FileCommittable> file) {
            long checkpointId = file.getCheckpointIdOrEOI();
            return new CommittableWithLineage<>(
                    file.getCommittable().withCheckpoint(checkpointId), checkpointId, file.getSubtaskId());
        }
        return message;
    }
}
