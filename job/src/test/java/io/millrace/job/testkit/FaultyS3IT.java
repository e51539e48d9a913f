package io.millrace.job.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.aws.S3FileSystem;
import io.millrace.job.config.S3Config;
import java.io.IOException;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.RecoverableFsDataOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The faults are what they are called, and what suffers none arrives. */
@Timeout(120)
final class FaultyS3IT {

    @Test
    void whatSuffersNothingArrivesAndEachFaultHasItsEffect() throws Exception {
        try (S3Server s3 = S3Server.start().withBucket("lake");
                FaultyS3 faulty = FaultyS3.before(s3)) {
            load(faulty.config(s3));
            write("a b/größe").commit();
            assertThat(s3.keys("lake")).containsExactly("a b/größe");
            assertThat(faulty.calls())
                    .extracting(FaultyS3.Call::operation)
                    .contains("CreateMultipartUpload", "UploadPart", FaultyS3.COMPLETE);
            assertThat(faulty.calls()).extracting(FaultyS3.Call::key).contains("a b/größe");

            faulty.next(FaultyS3.COMPLETE, S3Fault.ANSWER_LOST);
            write("lost").commitAfterRecovery();
            assertThat(s3.keys("lake")).contains("lost");

            for (S3Fault fault : new S3Fault[] {S3Fault.GONE, S3Fault.SLOW_DOWN, S3Fault.INTERNAL}) {
                RecoverableFsDataOutputStream.Committer file = write("late");
                faulty.always(fault);
                assertThatThrownBy(file::commitAfterRecovery).isInstanceOf(IOException.class);
                assertThat(faulty.suffered(fault)).isPositive();
                faulty.calm();
            }
            assertThat(s3.keys("lake")).doesNotContain("late");
            assertThat(s3.unfinishedUploads("lake")).containsOnly("late");
        }
    }

    private static RecoverableFsDataOutputStream.Committer write(String key) throws IOException {
        Path file = new Path("s3", "lake", "/" + key);
        RecoverableFsDataOutputStream out =
                file.getFileSystem().createRecoverableWriter().open(file);
        out.write("row".getBytes(UTF_8));
        return out.closeForCommit();
    }

    private static void load(S3Config config) {
        Configuration settings = S3FileSystem.settings(config);
        settings.addAll(S3FileSystem.impatience());
        S3FileSystem.load(S3Server.plugins(), settings);
    }
}
