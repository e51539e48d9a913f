package io.millrace.job.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.millrace.job.config.S3Config;
import io.millrace.job.testkit.S3Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The SDK's bucket against answers in S3's form, because the S3 API of the other tests has no life cycle; and against that
 * API, for what it has.
 */
@Timeout(60)
final class SdkS3BucketIT extends S3BucketContract {

    /** Small, so that there are several. */
    private static final int PAGE = 2;

    private HttpServer server;
    private List<S3Bucket.LifecycleRule> rules = List.of();
    private List<S3Bucket.UnfinishedUpload> uploads = List.of();
    private S3BucketException.Kind refusal;
    private String lifecycle;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Override
    S3Bucket bucket(List<S3Bucket.LifecycleRule> bucketRules, List<S3Bucket.UnfinishedUpload> bucketUploads) {
        rules = bucketRules;
        uploads = bucketUploads;
        return opened();
    }

    @Override
    S3Bucket refusing(S3BucketException.Kind kind) {
        refusal = kind;
        return opened();
    }

    @Test
    void rulesThatAreDisabledOrInTheOldFormAreTakenForWhatTheyAre() {
        try (S3Bucket bucket = opened()) {
            lifecycle =
                    """
                    <LifecycleConfiguration>
                      <Rule><ID>off</ID><Status>Disabled</Status><Filter><Prefix></Prefix></Filter>
                        <AbortIncompleteMultipartUpload><DaysAfterInitiation>1</DaysAfterInitiation>
                        </AbortIncompleteMultipartUpload></Rule>
                      <Rule><ID>old</ID><Status>Enabled</Status><Prefix>rows/</Prefix>
                        <AbortIncompleteMultipartUpload><DaysAfterInitiation>9</DaysAfterInitiation>
                        </AbortIncompleteMultipartUpload></Rule>
                      <Rule><ID>tags</ID><Status>Enabled</Status>
                        <Filter><And><Prefix>logs/</Prefix><Tag><Key>a</Key><Value>b</Value></Tag></And></Filter>
                        <Expiration><Days>3</Days></Expiration></Rule>
                      <Rule><ID>versions</ID><Status>Enabled</Status><Filter><Prefix></Prefix></Filter>
                        <Expiration><ExpiredObjectDeleteMarker>true</ExpiredObjectDeleteMarker></Expiration></Rule>
                    </LifecycleConfiguration>
                    """;

            assertThat(bucket.lifecycle())
                    .containsExactly(
                            new S3Bucket.LifecycleRule("old", "rows/", 9, false),
                            new S3Bucket.LifecycleRule("tags", "logs/", null, true),
                            new S3Bucket.LifecycleRule("versions", "", null, false));
        }
    }

    @Test
    void ofARealApiWithoutALifeCycleUploadsAreTold() throws Exception {
        try (S3Server s3 = S3Server.start().withBucket("lake");
                S3Bucket bucket = S3Buckets.of(s3.config()).open("lake");
                S3Bucket missing = S3Buckets.of(s3.config()).open("missing")) {
            s3.beginUpload("lake", "rows/a.parquet");
            s3.beginUpload("lake", "other/b.parquet");

            assertThat(bucket.unfinishedUploads("rows/", 10))
                    .extracting(S3Bucket.UnfinishedUpload::key)
                    .containsExactly("rows/a.parquet");
            assertThatThrownBy(bucket::lifecycle)
                    .isInstanceOfSatisfying(S3BucketException.class, e -> assertThat(e.kind())
                            .isEqualTo(S3BucketException.Kind.NOT_SUPPORTED));
            assertThatThrownBy(() -> missing.unfinishedUploads("", 1))
                    .isInstanceOfSatisfying(S3BucketException.class, e -> assertThat(e.kind())
                            .isEqualTo(S3BucketException.Kind.NO_SUCH_BUCKET));
        }
    }

    private S3Bucket opened() {
        URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return S3Buckets.of(new S3Config(endpoint, "us-east-1", true, "me", "mine", null, null))
                .open("lake");
    }

    private void answer(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getRawQuery();
        if (refusal != null) {
            switch (refusal) {
                case NO_SUCH_BUCKET -> error(exchange, 404, "NoSuchBucket");
                case ACCESS_DENIED -> error(exchange, 403, "AccessDenied");
                case NOT_SUPPORTED -> error(exchange, 501, "NotImplemented");
                case UNAVAILABLE -> error(exchange, 503, "SlowDown");
            }
        } else if (query.startsWith("lifecycle")) {
            if (lifecycle == null && rules.isEmpty()) {
                error(exchange, 404, "NoSuchLifecycleConfiguration");
            } else {
                send(exchange, 200, lifecycle != null ? lifecycle : lifecycleOf(rules));
            }
        } else {
            send(exchange, 200, uploadsPage(parameter(query, "prefix"), parameter(query, "upload-id-marker")));
        }
    }

    private static String lifecycleOf(List<S3Bucket.LifecycleRule> rules) {
        return rules.stream()
                .map(rule -> "<Rule><ID>" + rule.id() + "</ID><Status>Enabled</Status><Filter><Prefix>" + rule.prefix()
                        + "</Prefix></Filter>"
                        + (rule.expires() ? "<Expiration><Days>30</Days></Expiration>" : "")
                        + (rule.abortAfterDays() == null
                                ? ""
                                : "<AbortIncompleteMultipartUpload><DaysAfterInitiation>" + rule.abortAfterDays()
                                        + "</DaysAfterInitiation></AbortIncompleteMultipartUpload>")
                        + "</Rule>")
                .collect(joining("", "<LifecycleConfiguration>", "</LifecycleConfiguration>"));
    }

    /** An upload's id is its place in the list. */
    private String uploadsPage(String prefix, String marker) {
        List<S3Bucket.UnfinishedUpload> found = uploads.stream()
                .filter(upload -> upload.key().startsWith(prefix))
                .toList();
        int from = marker.isEmpty() ? 0 : Integer.parseInt(marker);
        int to = Math.min(found.size(), from + PAGE);
        StringBuilder xml = new StringBuilder("<ListMultipartUploadsResult><Bucket>lake</Bucket><IsTruncated>")
                .append(to < found.size())
                .append("</IsTruncated>");
        if (to < found.size()) {
            xml.append("<NextKeyMarker>")
                    .append(found.get(to - 1).key())
                    .append("</NextKeyMarker><NextUploadIdMarker>")
                    .append(to)
                    .append("</NextUploadIdMarker>");
        }
        for (S3Bucket.UnfinishedUpload upload : found.subList(from, to)) {
            xml.append("<Upload><Key>")
                    .append(upload.key())
                    .append("</Key><UploadId>1</UploadId><Initiated>")
                    .append(upload.begun())
                    .append("</Initiated></Upload>");
        }
        return xml.append("</ListMultipartUploadsResult>").toString();
    }

    private static String parameter(String query, String name) {
        for (String parameter : query.split("&")) {
            if (parameter.startsWith(name + "=")) {
                return URLDecoder.decode(parameter.substring(name.length() + 1), UTF_8);
            }
        }
        return "";
    }

    private static void error(HttpExchange exchange, int status, String code) throws IOException {
        send(exchange, status, "<Error><Code>" + code + "</Code><Message>as the test asks for</Message></Error>");
    }

    private static void send(HttpExchange exchange, int status, String xml) throws IOException {
        byte[] body = xml.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
