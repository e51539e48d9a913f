package io.millrace.job.aws;

import static java.util.Objects.requireNonNull;

import io.millrace.job.aws.S3BucketException.Kind;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRuleFilter;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A bucket of an S3 API, through the SDK. */
final class SdkS3Bucket implements S3Bucket {

    private final S3Client client;
    private final String name;

    SdkS3Bucket(S3Client client, String name) {
        this.client = requireNonNull(client, "client");
        this.name = requireNonNull(name, "name");
    }

    @Override
    public List<LifecycleRule> lifecycle() {
        return call("read the life cycle of", () -> {
            try {
                return client.getBucketLifecycleConfiguration(request -> request.bucket(name)).rules().stream()
                        .filter(rule -> rule.status() == ExpirationStatus.ENABLED)
                        .map(SdkS3Bucket::convert)
                        .toList();
            } catch (S3Exception e) {
                if (code(e).equals("NoSuchLifecycleConfiguration")) {
                    return List.of();
                }
                throw e;
            }
        });
    }

    @Override
    public List<UnfinishedUpload> unfinishedUploads(String prefix, int most) {
        return call(
                "list the uploads of",
                () ->
                        client
                                .listMultipartUploadsPaginator(
                                        request -> request.bucket(name).prefix(prefix))
                                .uploads()
                                .stream()
                                .limit(most)
                                .map(upload -> new UnfinishedUpload(upload.key(), upload.initiated()))
                                .toList());
    }

    @Override
    public void close() {
        client.close();
    }

    @SuppressWarnings("deprecation") // Rules that were made before there were filters have their prefix there.
    private static LifecycleRule convert(software.amazon.awssdk.services.s3.model.LifecycleRule rule) {
        LifecycleRuleFilter filter = rule.filter();
        String prefix = filter == null
                ? rule.prefix()
                : filter.and() != null ? filter.and().prefix() : filter.prefix();
        return new LifecycleRule(
                rule.id() == null ? "" : rule.id(),
                prefix == null ? "" : prefix,
                rule.abortIncompleteMultipartUpload() == null
                        ? null
                        : rule.abortIncompleteMultipartUpload().daysAfterInitiation(),
                rule.expiration() != null
                        && (rule.expiration().days() != null
                                || rule.expiration().date() != null));
    }

    private <T> T call(String what, Supplier<T> request) {
        try {
            return request.get();
        } catch (SdkException e) {
            throw new S3BucketException(kind(e), "cannot " + what + " bucket " + name + ": " + e.getMessage(), e);
        }
    }

    private static Kind kind(SdkException error) {
        if (error instanceof S3Exception s3) {
            if (code(s3).equals("NoSuchBucket")) {
                return Kind.NO_SUCH_BUCKET;
            }
            if (code(s3).contains("Token")) {
                return Kind.ACCESS_DENIED;
            }
            return switch (s3.statusCode()) {
                case 401, 403 -> Kind.ACCESS_DENIED;
                // Whatever a store says that has no such question.
                case 400, 404, 405, 501 -> Kind.NOT_SUPPORTED;
                default -> Kind.UNAVAILABLE;
            };
        }
        return Credentials.areMissing(error) ? Kind.ACCESS_DENIED : Kind.UNAVAILABLE;
    }

    private static String code(S3Exception error) {
        return error.awsErrorDetails() == null || error.awsErrorDetails().errorCode() == null
                ? ""
                : error.awsErrorDetails().errorCode();
    }
}
