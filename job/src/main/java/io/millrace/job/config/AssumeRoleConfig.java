package io.millrace.job.config;

import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;

/** A role that a client assumes before its first request, and again before its credentials end. */
public record AssumeRoleConfig(
        @Key(doc = "The role's ARN.", example = "arn:aws:iam::123456789012:role/reader") RoleArn arn,
        @Key(
                        doc = "The name of the sessions, by which the role's account tells in its logs who it was.",
                        value = "millrace")
                String sessionName,
        @Key(
                        doc = "The external id that the role's account asks for, where the role is another party's.",
                        optional = true,
                        secret = true)
                String externalId,
        @Key(
                        doc =
                                "How long a session's credentials hold; new ones are there before. At most what the role allows, and 1 h where the role is assumed by another role.",
                        value = "1 h",
                        min = "15 min",
                        max = "12 h")
                Duration duration,
        @Key(
                        doc = "The region whose STS is asked. The component's own, when absent.",
                        optional = true,
                        example = "eu-west-1")
                String region,
        @Key(
                        doc = "Another endpoint of STS than AWS's.",
                        optional = true,
                        example = "https://vpce-1.sts.eu-west-1.vpce.amazonaws.com")
                URI endpoint)
        implements Serializable {

    private static final Pattern SESSION_NAME = Pattern.compile("[a-zA-Z0-9_+=,.@-]{2,64}");
    private static final Pattern EXTERNAL_ID = Pattern.compile("[a-zA-Z0-9_+=,.@:/-]{2,1224}");

    public AssumeRoleConfig {
        if (!SESSION_NAME.matcher(sessionName).matches()) {
            throw new IllegalArgumentException(
                    "expected session-name to be 2 to 64 letters, digits and '_+=,.@-', but got '" + sessionName + "'");
        }
        if (externalId != null && !EXTERNAL_ID.matcher(externalId).matches()) {
            throw new IllegalArgumentException(
                    "expected external-id to be 2 to 1224 letters, digits and '_+=,.@:/-', but got "
                            + externalId.length() + " characters that are not shown");
        }
    }

    /** Without the external id. */
    @Override
    public String toString() {
        return "AssumeRoleConfig[arn=" + arn + ", sessionName=" + sessionName + ", externalId="
                + EffectiveConfig.masked(externalId) + ", duration=" + duration + ", region=" + region + ", endpoint="
                + endpoint + "]";
    }
}
