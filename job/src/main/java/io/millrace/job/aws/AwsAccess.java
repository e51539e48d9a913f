package io.millrace.job.aws;

import io.millrace.job.config.QueueUrl;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/**
 * Where requests go, and as whom.
 *
 * <p>At AWS: the SDK's default chains of credentials and regions, instance roles included. At any other server:
 * credentials from system properties, the environment or the profile, and where there are none, a made-up pair, because
 * test servers want a signature but do not check it; an instance's role is not looked for, as its credentials are not
 * meant for strangers.
 */
final class AwsAccess {

    private static final String LOCAL = "local";

    private final URI endpoint;
    private final String region;

    private AwsAccess(URI endpoint, String region) {
        this.endpoint = endpoint;
        this.region = region;
    }

    /** Access to the server of {@code url}, or to {@code endpoint} where one is given; {@code region} may be null. */
    static AwsAccess of(QueueUrl url, String region, URI endpoint) {
        URI server = endpoint != null ? endpoint : url.region().isPresent() ? null : origin(URI.create(url.value()));
        return new AwsAccess(server, region != null ? region : url.region().orElse(null));
    }

    /** Access to AWS, or to {@code endpoint} where one is given; either may be null. */
    static AwsAccess of(String region, URI endpoint) {
        return new AwsAccess(endpoint, region);
    }

    /** The endpoint that replaces the region's own. */
    Optional<URI> endpoint() {
        return Optional.ofNullable(endpoint);
    }

    Region region() {
        if (region != null) {
            return Region.of(region);
        }
        if (atAws()) {
            return DefaultAwsRegionProviderChain.builder().build().getRegion();
        }
        return Region.of(SdkSystemSetting.AWS_REGION.getStringValue().orElse(Region.US_EAST_1.id()));
    }

    AwsCredentialsProvider credentials() {
        if (atAws()) {
            return DefaultCredentialsProvider.builder().build();
        }
        return AwsCredentialsProviderChain.of(
                SystemPropertyCredentialsProvider.create(),
                EnvironmentVariableCredentialsProvider.create(),
                ProfileCredentialsProvider.create(),
                StaticCredentialsProvider.create(AwsBasicCredentials.create(LOCAL, LOCAL)));
    }

    private boolean atAws() {
        if (endpoint == null) {
            return true;
        }
        String host = endpoint.getHost() == null ? "" : endpoint.getHost().toLowerCase(Locale.ROOT);
        return host.endsWith(".amazonaws.com") || host.endsWith(".amazonaws.com.cn");
    }

    private static URI origin(URI url) {
        return URI.create(url.getScheme() + "://" + url.getRawAuthority());
    }
}
