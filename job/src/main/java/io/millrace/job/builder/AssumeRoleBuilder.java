// Generated from the declarations of the keys by GeneratedFilesTest, which says how.
package io.millrace.job.builder;

import io.millrace.job.config.AssumeRoleConfig;
import io.millrace.job.config.SectionBuilder;
import java.time.Duration;

/**
 * What is said of {@code source.sqs.client.assume-role} or {@code source.kinesis.client.assume-role} or {@code
 * source.files.s3.client.assume-role} or {@code output.files.s3.client.assume-role} or {@code
 * announce.kinesis.client.assume-role} or {@code dead-letter.sqs.client.assume-role}.
 */
public final class AssumeRoleBuilder extends SectionBuilder<AssumeRoleConfig> {

    AssumeRoleBuilder() {}

    /** {@code arn}: The role's ARN. Required. Example: {@code arn:aws:iam::123456789012:role/reader}. */
    public AssumeRoleBuilder arn(String arn) {
        value("arn", arn);
        return this;
    }

    /**
     * {@code session-name}: The name of the sessions, by which the role's account tells in its logs who it was.
     * Default: {@code millrace}.
     */
    public AssumeRoleBuilder sessionName(String sessionName) {
        value("session-name", sessionName);
        return this;
    }

    /** {@code external-id}: The external id that the role's account asks for, where the role is another party's. */
    public AssumeRoleBuilder externalId(String externalId) {
        value("external-id", externalId);
        return this;
    }

    /**
     * {@code duration}: How long a session's credentials hold; new ones are there before. At most what the role allows,
     * and 1 h where the role is assumed by another role. Between 15 min and 12 h. Default: {@code 1 h}.
     */
    public AssumeRoleBuilder duration(Duration duration) {
        value("duration", duration);
        return this;
    }

    /** {@code region}: The region whose STS is asked. The component's own, when absent. Example: {@code eu-west-1}. */
    public AssumeRoleBuilder region(String region) {
        value("region", region);
        return this;
    }

    /**
     * {@code endpoint}: Another endpoint of STS than AWS's. Example: {@code
     * https://vpce-1.sts.eu-west-1.vpce.amazonaws.com}.
     */
    public AssumeRoleBuilder endpoint(String endpoint) {
        value("endpoint", endpoint);
        return this;
    }
}
