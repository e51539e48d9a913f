package io.millrace.job.aws;

import static java.util.Objects.requireNonNull;

import io.millrace.job.config.AwsClientConfig;
import io.millrace.job.config.QueueUrl;
import java.io.Serializable;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/**
 * Where requests go, and as whom. Shipped to where a client is made.
 *
 * @param server the endpoint that replaces the region's own; null is AWS
 * @param regionName null takes it from the usual AWS places
 * @param client how requests are made
 */
record AwsAccess(URI server, String regionName, AwsClientConfig client) implements Serializable {

    AwsAccess {
        requireNonNull(client, "client");
    }

    /** Access to the server of {@code url}, or to {@code endpoint} where one is given; {@code region} may be null. */
    static AwsAccess of(QueueUrl url, String region, URI endpoint, AwsClientConfig client) {
        URI server = endpoint != null ? endpoint : url.region().isPresent() ? null : origin(URI.create(url.value()));
        return new AwsAccess(server, region != null ? region : url.region().orElse(null), client);
    }

    /** Access to AWS, or to {@code endpoint} where one is given; either may be null. */
    static AwsAccess of(String region, URI endpoint, AwsClientConfig client) {
        return new AwsAccess(endpoint, region, client);
    }

    /** The endpoint that replaces the region's own. */
    Optional<URI> endpoint() {
        return Optional.ofNullable(server);
    }

    Region region() {
        if (regionName != null) {
            return Region.of(regionName);
        }
        if (isAws(server)) {
            return DefaultAwsRegionProviderChain.builder().build().getRegion();
        }
        return Region.of(SdkSystemSetting.AWS_REGION.getStringValue().orElse(Region.US_EAST_1.id()));
    }

    /** Whose requests they are; closed with the client that has them. */
    AwsCredentialsProvider credentials() {
        return Credentials.of(this);
    }

    /** Tells a client where requests go, and as whom. */
    <B extends AwsClientBuilder<B, ?>> B tell(B builder) {
        endpoint().ifPresent(builder::endpointOverride);
        return builder.region(region()).credentialsProvider(credentials());
    }

    /** True for null, which is AWS's own endpoint, and for every other one of AWS. */
    static boolean isAws(URI endpoint) {
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
