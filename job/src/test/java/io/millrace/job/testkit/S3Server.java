package io.millrace.job.testkit;

import io.millrace.job.aws.S3FileSystem;
import io.millrace.job.config.S3Config;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A real S3 API in this JVM, on a free port, that checks signatures and keeps its objects in memory.
 *
 * <p>Unlike S3 it cannot hold the keys {@code a} and {@code a/b} at once.
 */
public final class S3Server implements AutoCloseable {

    private static final String ACCESS_KEY = "millrace";
    private static final String SECRET_KEY = "not-a-secret";

    private final S3Proxy server;
    private final S3Client client;

    private S3Server(S3Proxy server) {
        this.server = server;
        this.client = S3Client.builder()
                .endpointOverride(endpoint())
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
                .build();
    }

    public static S3Server start() {
        S3Proxy server = S3Proxy.builder()
                .blobStore(new TransientNio2BlobStore())
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET_KEY)
                // The token of a session, which it does not know.
                .ignoreUnknownHeaders(true)
                .build();
        try {
            server.start();
        } catch (Exception e) {
            throw new AssertionError("the S3 server does not start", e);
        }
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> server.getState()
                .equals("STARTED"));
        return new S3Server(server);
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    /** How a pipeline names this server. */
    public S3Config config() {
        return new S3Config(endpoint(), "us-east-1", true, ACCESS_KEY, SECRET_KEY, null, null);
    }

    /** Where the build has put Flink's plugins. */
    public static Path plugins() {
        return Path.of(System.getProperty("project.root", ".."), "job/target/millrace/plugins");
    }

    /** Makes this server what {@code s3://} means to Flink in this JVM. */
    public S3Server asFlinksS3() {
        return asFlinksS3(config());
    }

    /** The same by another way, such as through a gate. */
    public S3Server asFlinksS3(S3Config way) {
        S3FileSystem.load(plugins(), S3FileSystem.settings(way));
        return this;
    }

    public S3Server withBucket(String bucket) {
        client.createBucket(request -> request.bucket(bucket));
        return this;
    }

    public List<String> keys(String bucket) {
        return client.listObjectsV2Paginator(request -> request.bucket(bucket)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    public void put(String bucket, String key, byte[] object) {
        client.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromBytes(object));
    }

    /** Begins an upload that nobody completes. */
    public void beginUpload(String bucket, String key) {
        client.createMultipartUpload(request -> request.bucket(bucket).key(key));
    }

    /** Aborts every upload that was begun. */
    public void abortUploads(String bucket) {
        for (MultipartUpload upload :
                client.listMultipartUploads(request -> request.bucket(bucket)).uploads()) {
            client.abortMultipartUpload(
                    request -> request.bucket(bucket).key(upload.key()).uploadId(upload.uploadId()));
        }
    }

    public void delete(String bucket, String key) {
        client.deleteObject(request -> request.bucket(bucket).key(key));
    }

    /** The keys of uploads that were begun and neither completed nor aborted: invisible, but paid for. */
    public List<String> unfinishedUploads(String bucket) {
        return client.listMultipartUploads(request -> request.bucket(bucket)).uploads().stream()
                .map(MultipartUpload::key)
                .toList();
    }

    /** Copies all objects under a prefix to a directory, so that another program can read them. */
    public void download(String bucket, String prefix, Path directory) throws IOException {
        for (String key : keys(bucket)) {
            if (key.startsWith(prefix)) {
                Path file = directory.resolve(key.substring(prefix.length()).replaceFirst("^/", ""));
                Files.createDirectories(file.getParent());
                client.getObject(request -> request.bucket(bucket).key(key), file);
            }
        }
    }

    @Override
    public void close() {
        client.close();
        try {
            server.stop();
        } catch (Exception e) {
            throw new AssertionError("the S3 server does not stop", e);
        }
    }
}
