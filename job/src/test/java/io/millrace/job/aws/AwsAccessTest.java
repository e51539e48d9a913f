package io.millrace.job.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.config.AwsClientConfig;
import io.millrace.job.config.QueueUrl;
import java.net.URI;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.regions.Region;

final class AwsAccessTest {

    private static final QueueUrl AT_AWS = new QueueUrl("https://sqs.eu-west-1.amazonaws.com/123456789012/events");
    private static final QueueUrl LOCAL = new QueueUrl("http://localhost:9324/000000000000/events");

    @Test
    void aQueueOfAwsIsReachedAtItsRegionWithTheDefaultCredentials() {
        AwsAccess access = access(AT_AWS, null, null);

        assertThat(access.endpoint()).isEmpty();
        assertThat(access.region()).isEqualTo(Region.EU_WEST_1);
        assertThat(access.credentials()).isInstanceOf(DefaultCredentialsProvider.class);
    }

    @Test
    void aPrivateEndpointOfAwsUsesTheDefaultCredentialsToo() {
        URI endpoint = URI.create("https://vpce-1.sqs.eu-west-1.vpce.amazonaws.com");

        AwsAccess access = access(AT_AWS, null, endpoint);

        assertThat(access.endpoint()).contains(endpoint);
        assertThat(access.credentials()).isInstanceOf(DefaultCredentialsProvider.class);
    }

    @Test
    void aQueueOfAnotherServerIsReachedThere() {
        assertThat(access(LOCAL, null, null).endpoint()).contains(URI.create("http://localhost:9324"));
    }

    @Test
    void anotherServerGetsMadeUpCredentialsWhereThereAreNone() {
        AwsAccess access = access(LOCAL, null, null);

        assertThat(access.credentials().resolveCredentials().accessKeyId()).isNotBlank();
        assertThat(access.credentials()).isNotInstanceOf(DefaultCredentialsProvider.class);
    }

    @Test
    void theConfiguredRegionAndEndpointComeFirst() {
        AwsAccess access = access(AT_AWS, "us-west-2", URI.create("http://localhost:1"));

        assertThat(access.region()).isEqualTo(Region.US_WEST_2);
        assertThat(access.endpoint()).contains(URI.create("http://localhost:1"));
    }

    private static AwsAccess access(QueueUrl url, String region, URI endpoint) {
        return AwsAccess.of(url, region, endpoint, AwsClientConfig.USUAL);
    }
}
