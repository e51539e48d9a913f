package io.millrace.job.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.millrace.job.config.AwsClientConfig;
import io.millrace.job.config.S3Config;
import io.millrace.job.config.S3Config.Encryption;
import io.millrace.job.config.S3RetryConfig;
import io.millrace.job.testkit.S3Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.RecoverableFsDataOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What S3 is told of an object, seen at its end of the wire: what the reference page says that the file system offers, and
 * what not.
 */
@Timeout(60)
final class S3RequestsIT {

    /** The beginning of an upload: the one request in which an object's properties can stand. */
    private record Request(String method, String query, Map<String, String> headers) {

        boolean beginsUpload() {
            return method.equals("POST") && query.startsWith("uploads");
        }
    }

    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private volatile int refusal;
    private HttpServer server;

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

    @Test
    void theEncryptionThatIsConfiguredIsAskedForWithEveryObject() throws Exception {
        write(Encryption.SSE_S3);

        assertThat(upload()).containsEntry("x-amz-server-side-encryption", "AES256");
    }

    @Test
    void nothingElseIsSaidOfAnObject() throws Exception {
        write(null);

        assertThat(upload())
                .containsEntry("content-type", "application/octet-stream")
                .doesNotContainKeys("content-encoding", "x-amz-storage-class", "x-amz-tagging")
                .doesNotContainKeys("x-amz-server-side-encryption");
    }

    @Test
    void aStoreThatIsBusyIsAskedAgainAsOftenAsConfiguredAndNoMore() throws Exception {
        refusals.set(7);
        refusal = 503;
        write(null, new S3RetryConfig(8, Duration.ofMillis(1)));
        assertThat(upload()).isNotEmpty();
        assertThat(refusals).hasNonPositiveValue();

        refusals.set(Integer.MAX_VALUE);
        assertThatThrownBy(() -> write(null, new S3RetryConfig(2, Duration.ofMillis(1))))
                .hasStackTraceContaining("as the test asks for");
        assertThat(Integer.MAX_VALUE - refusals.get())
                .as("two attempts, each with two quick repetitions of the client's, of one call or two")
                .isBetween(6, 12);
    }

    @Test
    void aStoreThatRefusesForGoodIsNotAskedAgain() {
        refusals.set(Integer.MAX_VALUE);
        refusal = 403;

        assertThatThrownBy(() -> write(null, new S3RetryConfig(8, Duration.ofMillis(1))))
                .hasStackTraceContaining("as the test asks for");

        assertThat(Integer.MAX_VALUE - refusals.get()).isBetween(1, 2);
    }

    private Map<String, String> upload() {
        return requests.stream()
                .filter(Request::beginsUpload)
                .reduce((one, other) -> {
                    throw new AssertionError("two uploads were begun");
                })
                .orElseThrow()
                .headers();
    }

    /** Writes a file as the job does: through Flink's recoverable writer. */
    private void write(Encryption encryption) throws IOException {
        write(encryption, new S3RetryConfig(2, Duration.ofMillis(1)));
    }

    private void write(Encryption encryption, S3RetryConfig retry) throws IOException {
        URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        S3Config config =
                new S3Config(endpoint, "us-east-1", true, "me", "mine", encryption, null, retry, AwsClientConfig.USUAL);
        Configuration settings = S3FileSystem.settings(config);
        S3FileSystem.load(S3Server.plugins(), settings);
        Path file = new Path("s3://lake/rows.csv.gz");
        RecoverableFsDataOutputStream out =
                file.getFileSystem().createRecoverableWriter().open(file);
        out.write("row".getBytes(UTF_8));
        out.closeForCommit().commit();
    }

    private void answer(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
        String query = exchange.getRequestURI().getRawQuery();
        Request request = new Request(exchange.getRequestMethod(), query == null ? "" : query, headers);
        requests.add(request);
        exchange.getRequestBody().readAllBytes();
        if (request.beginsUpload() && refusals.getAndDecrement() > 0) {
            requests.remove(request);
            send(
                    exchange,
                    refusal,
                    "<Error><Code>" + (refusal == 503 ? "SlowDown" : "AccessDenied")
                            + "</Code><Message>as the test asks for</Message></Error>");
            return;
        }
        // With a hyphen it is not the MD5 of what was sent, which the client would compare.
        exchange.getResponseHeaders().add("ETag", "\"made-up\"");
        switch (request.method()) {
            case "POST" ->
                send(
                        exchange,
                        request.beginsUpload()
                                ? "<InitiateMultipartUploadResult><Bucket>lake</Bucket><Key>rows.csv.gz</Key>"
                                        + "<UploadId>1</UploadId></InitiateMultipartUploadResult>"
                                : "<CompleteMultipartUploadResult><Bucket>lake</Bucket><Key>rows.csv.gz</Key>"
                                        + "<ETag>e</ETag></CompleteMultipartUploadResult>");
            case "PUT" -> send(exchange, "");
            case "GET" ->
                send(
                        exchange,
                        "<ListBucketResult><Name>lake</Name><KeyCount>0</KeyCount>"
                                + "<IsTruncated>false</IsTruncated></ListBucketResult>");
            default -> {
                exchange.sendResponseHeaders(404, -1);
                exchange.close();
            }
        }
    }

    private static void send(HttpExchange exchange, String xml) throws IOException {
        send(exchange, 200, xml);
    }

    private static void send(HttpExchange exchange, int status, String xml) throws IOException {
        byte[] body = xml.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
