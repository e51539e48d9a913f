package io.millrace.job.aws;

import static java.util.Objects.requireNonNull;

import io.millrace.job.config.AssumeRoleConfig;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * The credentials of a role: asked for when they are first needed, and again some minutes before they end, by whoever needs
 * them then.
 */
final class RoleCredentials implements AwsCredentialsProvider, SdkAutoCloseable {

    private final StsClient sts;
    private final StsAssumeRoleCredentialsProvider role;

    /** @param sts closed with this */
    RoleCredentials(AssumeRoleConfig config, StsClient sts) {
        this.sts = requireNonNull(sts, "sts");
        this.role = StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts)
                .refreshRequest(request -> request.roleArn(config.arn().value())
                        .roleSessionName(config.sessionName())
                        .externalId(config.externalId())
                        .durationSeconds(Math.toIntExact(config.duration().toSeconds())))
                .build();
    }

    @Override
    public AwsCredentials resolveCredentials() {
        try {
            return role.resolveCredentials();
        } catch (IllegalStateException e) {
            // What the SDK makes of an interruption while another thread asks.
            if (Thread.currentThread().isInterrupted()) {
                throw AbortedException.create("interrupted: assume a role", e);
            }
            throw e;
        }
    }

    @Override
    public void close() {
        role.close();
        sts.close();
    }
}
