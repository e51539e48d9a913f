package io.millrace.job.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.config.AssumeRoleConfig;
import io.millrace.job.config.AwsClientConfig;
import io.millrace.job.config.ProxyConfig;
import io.millrace.job.config.RoleArn;
import io.millrace.job.config.S3Config;
import io.millrace.job.config.S3RetryConfig;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
    void whatIsSaidOfTheClientIsSaidAsThePluginSpellsIt() {
        ProxyConfig proxy = new ProxyConfig(URI.create("http://proxy:3128"), "me", "hush");
        AwsClientConfig client = new AwsClientConfig(
                null, null, proxy, Duration.ofSeconds(3), Duration.ofSeconds(20), Duration.ofSeconds(90), null, 40);

        assertThat(S3FileSystem.settings(with(client)).toMap())
                .containsEntry("s3.proxy.host", "proxy")
                .containsEntry("s3.proxy.port", "3128")
                .containsEntry("s3.proxy.username", "me")
                .containsEntry("s3.proxy.password", "hush")
                .containsEntry("s3.connection.establish.timeout", "3000")
                .containsEntry("s3.connection.timeout", "20000")
                .containsEntry("s3.connection.request.timeout", "90000ms")
                .containsEntry("s3.connection.maximum", "40");
    }

    @Test
    void aRoleOrAProfileIsLentToThePluginAndItsSettingsHoldNoCredentials() {
        for (AwsClientConfig client : List.of(as(role("external-4711")), profile("ingest"))) {
            assertThat(S3FileSystem.settings(with(client)).toMap())
                    .isEqualTo(Map.of(
                            "s3.path.style.access",
                            "false",
                            "s3.aws.credentials.provider",
                            "org.apache.flink.fs.s3.common.token.DynamicTemporaryAWSCredentialsProvider"));
        }
    }

    @Test
    void theKeysOfAStoreThatARoleIsAssumedWithAreNotThePlugins() {
        S3Config store = new S3Config(
                URI.create("http://localhost:9000"),
                null,
                true,
                "me",
                "mine",
                null,
                null,
                null,
                as(role("external-4711")));

        assertThat(S3FileSystem.settings(store).toMap()).doesNotContainKeys("s3.access-key", "s3.secret-key");
    }

    @Test
    void aClusterAssumesARoleByItself() {
        assertThat(S3FileSystem.clusterSettings(with(as(role(null)))).toMap())
                .isEqualTo(Map.of(
                        "s3.path.style.access", "false",
                        "s3.aws.credentials.provider", "org.apache.hadoop.fs.s3a.auth.AssumedRoleCredentialProvider",
                        "s3.assumed.role.arn", "arn:aws:iam::123456789012:role/reader",
                        "s3.assumed.role.session.name", "millrace",
                        "s3.assumed.role.session.duration", "3600s",
                        "s3.assumed.role.sts.endpoint.region", "eu-west-1",
                        "s3.assumed.role.sts.endpoint", "https://sts.example"));
    }

    @Test
    void thePageOfClientsNamesEverySettingOfACluster() throws Exception {
        AwsClientConfig client = new AwsClientConfig(
                null,
                role(null),
                new ProxyConfig(URI.create("http://proxy:3128"), "me", "hush"),
                Duration.ofSeconds(3),
                Duration.ofSeconds(20),
                Duration.ofSeconds(90),
                null,
                40);
        S3Config config = new S3Config(
                null, null, false, null, null, null, null, new S3RetryConfig(3, Duration.ofMillis(10)), client);
        String page = Files.readString(Path.of("../docs/how-to/reach-aws.md"));

        assertThat(S3FileSystem.clusterSettings(config).keySet())
                .filteredOn(key -> !key.equals("s3.path.style.access"))
                .hasSizeGreaterThan(15)
                .allSatisfy(key -> assertThat(page).contains("`" + key));
    }

    @Test
    void whatAClusterCannotDoIsRefused() {
        assertThatThrownBy(() -> S3FileSystem.clusterSettings(with(as(role("external-4711")))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("client.assume-role.external-id: the file system of a cluster has no external ids; give the"
                        + " cluster's machines the role, and leave assume-role out here");
        assertThatThrownBy(() -> S3FileSystem.clusterSettings(with(profile("ingest"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("client.profile: the file system of a cluster knows no profiles");
    }

    private static S3Config with(AwsClientConfig client) {
        return new S3Config(null, null, false, null, null, null, null, null, client);
    }

    private static AwsClientConfig as(AssumeRoleConfig role) {
        return new AwsClientConfig(null, role, null, null, null, null, null, null);
    }

    private static AwsClientConfig profile(String name) {
        return new AwsClientConfig(name, null, null, null, null, null, null, null);
    }

    private static AssumeRoleConfig role(String externalId) {
        return new AssumeRoleConfig(
                new RoleArn("arn:aws:iam::123456789012:role/reader"),
                "millrace",
                externalId,
                Duration.ofHours(1),
                "eu-west-1",
                URI.create("https://sts.example"));
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
