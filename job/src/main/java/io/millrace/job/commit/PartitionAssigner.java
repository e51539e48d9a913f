package io.millrace.job.commit;

import io.millrace.job.record.RoutedRecord;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.BucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.SimpleVersionedStringSerializer;

/** Flink's bucket is the partition that stage 4 gave the record. */
enum PartitionAssigner implements BucketAssigner<RoutedRecord, String> {
    INSTANCE;

    @Override
    public String getBucketId(RoutedRecord record, Context context) {
        return record.partition();
    }

    @Override
    public SimpleVersionedSerializer<String> getSerializer() {
        return SimpleVersionedStringSerializer.INSTANCE;
    }
}
