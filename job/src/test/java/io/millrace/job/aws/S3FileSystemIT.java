package io.millrace.job.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.config.AwsClientConfig;
import io.millrace.job.config.S3Config;
import io.millrace.job.testkit.S3Server;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    @Test
    void aProfileWithoutASessionIsLentToThePlugin(@TempDir java.nio.file.Path directory) throws Exception {
        java.nio.file.Path profiles = Files.writeString(
                directory.resolve("credentials"),
                "[lake]\naws_access_key_id = millrace\naws_secret_access_key = not-a-secret\n");
        System.setProperty("aws.sharedCredentialsFile", profiles.toString());
        try (S3Server server = S3Server.start().withBucket("lake")) {
            AwsClientConfig client = new AwsClientConfig("lake", null, null, null, null, null, null, null);
            S3Config config = new S3Config(server.endpoint(), "us-east-1", true, null, null, null, null, null, client);
            S3FileSystem.load(S3Server.plugins(), config, S3FileSystem.settings(config));
            Path file = new Path("s3://lake/a.txt");
            try (FSDataOutputStream out = file.getFileSystem().create(file, FileSystem.WriteMode.NO_OVERWRITE)) {
                out.write("hello".getBytes(StandardCharsets.UTF_8));
            }

            assertThat(server.keys("lake")).containsExactly("a.txt");
            server.asFlinksS3();
            assertThat(file.getFileSystem().getFileStatus(file).getLen())
                    .as("a pipeline with keys of its own uses them again")
                    .isEqualTo(5);
        } finally {
            System.clearProperty("aws.sharedCredentialsFile");
        }
    }

    @Test
    void aStoreWithoutCredentialsIsSaidBeforeAnythingIsDone(@TempDir java.nio.file.Path directory) throws Exception {
        java.nio.file.Path profiles = Files.writeString(directory.resolve("credentials"), "");
        System.setProperty("aws.sharedCredentialsFile", profiles.toString());
        try {
            AwsClientConfig client = new AwsClientConfig("lake", null, null, null, null, null, null, null);
            S3Config config = new S3Config(null, "us-east-1", false, null, null, null, null, null, client);

            assertThatThrownBy(() -> S3FileSystem.load(S3Server.plugins(), config, S3FileSystem.settings(config)))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("no credentials for s3://")
                    .hasMessageContaining("lake");
        } finally {
            System.clearProperty("aws.sharedCredentialsFile");
        }
    }
}
