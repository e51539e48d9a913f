package io.millrace.job.aws;

import io.millrace.job.config.AssumeRoleConfig;
import io.millrace.job.config.AwsClientConfig;
import io.millrace.job.config.S3Config;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * As whom requests are made: as a role, if one is configured, which is assumed with the credentials of a profile, or with
 * those that are found without.
 *
 * <p>At AWS these are the SDK's default chain, instance roles included. At any other server: system properties, the
 * environment or the default profile, and where there is nothing, a made-up pair, because test servers want a signature but
 * do not check it; an instance's role is not looked for, as its credentials are not meant for strangers.
 */
final class Credentials {

    private static final String LOCAL = "local";

    /** STS answers at once or not at all; what waits for it is a whole component. */
    private static final ClientLimits STS = new ClientLimits(
            Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(30), 2);

    private Credentials() {}

    /** True for an error of a client that had nothing to sign a request with: another attempt has not either. */
    static boolean areMissing(Throwable error) {
        // The SDK has one class for this and for "connection refused".
        String message = String.valueOf(error.getMessage());
        return message.startsWith("Unable to load credentials") || message.startsWith("Profile file contained no");
    }

    /** Those with which a client gets there. */
    static AwsCredentialsProvider of(AwsAccess access) {
        return of(access, null);
    }

    /** Those with which a client of a store gets there; the store's own keys come first. */
    static AwsCredentialsProvider of(S3Config store) {
        AwsAccess access = AwsAccess.of(store.region(), store.endpoint(), store.client());
        return of(
                access,
                store.accessKey() == null
                        ? null
                        : StaticCredentialsProvider.create(
                                AwsBasicCredentials.create(store.accessKey(), store.secretKey())));
    }

    /** @param keys null when there are none */
    private static AwsCredentialsProvider of(AwsAccess access, AwsCredentialsProvider keys) {
        AwsClientConfig client = access.client();
        AssumeRoleConfig role = client.assumeRole();
        AwsCredentialsProvider own =
                keys != null ? keys : own(client, role == null ? access.server() : role.endpoint());
        return role == null ? own : role(client, own, access);
    }

    private static AwsCredentialsProvider role(AwsClientConfig client, AwsCredentialsProvider own, AwsAccess access) {
        AssumeRoleConfig role = client.assumeRole();
        StsClient sts = StsClient.builder()
                .region(role.region() == null ? access.region() : Region.of(role.region()))
                .applyMutation(builder -> {
                    if (role.endpoint() != null) {
                        builder.endpointOverride(role.endpoint());
                    }
                })
                .credentialsProvider(own)
                .httpClientBuilder(HttpClients.blocking(STS, client.proxy()))
                .overrideConfiguration(override -> override.apiCallAttemptTimeout(STS.attempt())
                        .apiCallTimeout(STS.call())
                        .retryStrategy(QuickAttempts.usual()))
                .build();
        return new RoleCredentials(role, sts);
    }

    /** @param server whom they are shown to; null is AWS */
    private static AwsCredentialsProvider own(AwsClientConfig client, URI server) {
        if (client.profile() != null) {
            return ProfileCredentialsProvider.create(client.profile());
        }
        if (AwsAccess.isAws(server)) {
            return DefaultCredentialsProvider.builder().build();
        }
        return AwsCredentialsProviderChain.of(
                SystemPropertyCredentialsProvider.create(),
                EnvironmentVariableCredentialsProvider.create(),
                ProfileCredentialsProvider.create(),
                StaticCredentialsProvider.create(AwsBasicCredentials.create(LOCAL, LOCAL)));
    }
}
