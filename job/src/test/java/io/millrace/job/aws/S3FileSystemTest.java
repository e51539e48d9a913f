package io.millrace.job.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.config.S3Config;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class S3FileSystemTest {

    @Test
    void atAwsCredentialsComeFromEverywhereAwsLooks() {
        S3Config aws = new S3Config(null, "eu-west-1", false, null, null, null, null);
        assertThat(S3FileSystem.settings(aws).toMap())
                .isEqualTo(Map.of(
                        "s3.endpoint.region", "eu-west-1",
                        "s3.path.style.access", "false",
                        "s3.aws.credentials.provider", "com.amazonaws.auth.DefaultAWSCredentialsProviderChain"));
    }

    @Test
    void anotherStoreIsToldByEndpointPathStyleAndKeys() {
        S3Config store = new S3Config(URI.create("http://localhost:9000"), null, true, "me", "mine", null, null);
        assertThat(S3FileSystem.settings(store).toMap())
                .isEqualTo(Map.of(
                        "s3.endpoint", "http://localhost:9000",
                        "s3.endpoint.region", "us-east-1",
                        "s3.path.style.access", "true",
                        "s3.access-key", "me",
                        "s3.secret-key", "mine",
                        "s3.aws.credentials.provider", "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider"));
    }

    @Test
    void encryptionIsAskedForAsThePluginSpellsIt() {
        S3Config own = new S3Config(null, null, false, null, null, S3Config.Encryption.SSE_S3, null);
        S3Config kms = new S3Config(null, null, false, null, null, S3Config.Encryption.SSE_KMS, "key-1");

        assertThat(S3FileSystem.settings(own).toMap())
                .containsEntry("s3.encryption.algorithm", "AES256")
                .doesNotContainKey("s3.encryption.key");
        assertThat(S3FileSystem.settings(kms).toMap())
                .containsEntry("s3.encryption.algorithm", "SSE-KMS")
                .containsEntry("s3.encryption.key", "key-1");
    }

    @Test
    void anotherStoreNeverGetsTheCredentialsOfAnInstancesRole() {
        S3Config store = new S3Config(URI.create("http://localhost:9000"), null, true, null, null, null, null);
        assertThat(S3FileSystem.settings(store).toMap().get("s3.aws.credentials.provider"))
                .contains("EnvironmentVariable", "SystemProperties", "Profile")
                .doesNotContain("Default", "InstanceProfile", "Container");
    }

    @Test
    void impatienceIsInNumbersBecauseThePluginKnowsNoUnits() {
        assertThat(S3FileSystem.impatience().toMap().values()).isNotEmpty().allSatisfy(value -> assertThat(value)
                .matches("\\d+"));
    }

    @Test
    void aMissingPluginIsSaidByName(@TempDir Path empty) {
        assertThatThrownBy(() -> S3FileSystem.load(empty, new Configuration()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the plugin for s3:// is missing: there is no " + empty.resolve("s3-fs-hadoop"));
    }
}
