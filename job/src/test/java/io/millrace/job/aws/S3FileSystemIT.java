package io.millrace.job.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.testkit.S3Server;
import java.nio.charset.StandardCharsets;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.junit.jupiter.api.Test;

final class S3FileSystemIT {

    @Test
    void flinkWritesAndReadsThroughThePluginWhereverTheServerIs() throws Exception {
        for (int run = 0; run < 2; run++) {
            try (S3Server server = S3Server.start().asFlinksS3().withBucket("lake")) {
                Path file = new Path("s3://lake/a/b.txt");
                FileSystem s3 = file.getFileSystem();
                try (FSDataOutputStream out = s3.create(file, FileSystem.WriteMode.NO_OVERWRITE)) {
                    out.write("hello".getBytes(StandardCharsets.UTF_8));
                }
                assertThat(server.keys("lake")).containsExactly("a/b.txt");
                try (FSDataInputStream in = s3.open(file)) {
                    assertThat(in.readAllBytes()).asString().isEqualTo("hello");
                }
                server.asFlinksS3();
                assertThat(file.getFileSystem())
                        .as("the same settings again change nothing")
                        .isSameAs(s3);
            }
        }
    }
}
