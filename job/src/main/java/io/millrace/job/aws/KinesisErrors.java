package io.millrace.job.aws;

import io.millrace.job.aws.KinesisException.Kind;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** What the SDK's errors and Kinesis's error codes mean for a caller. */
final class KinesisErrors {

    private KinesisErrors() {}

    /**
     * A call that failed as a whole.
     *
     * @param error what the client reported
     * @param tried for the message: {@code cannot … stream …}
     */
    static KinesisException classify(Throwable error, String tried) {
        if (error instanceof AwsServiceException service) {
            String code = code(service);
            return new KinesisException(kind(service, code), code, tried + ": " + error.getMessage(), error);
        }
        String message = String.valueOf(error.getMessage());
        Kind kind = Credentials.areMissing(error) ? Kind.ACCESS_DENIED : Kind.UNAVAILABLE;
        return new KinesisException(kind, error.getClass().getSimpleName(), tried + ": " + message, error);
    }

    private static Kind kind(AwsServiceException error, String code) {
        return switch (code) {
            case "ResourceNotFound" -> Kind.NOT_FOUND;
            case "ExpiredIterator" -> Kind.EXPIRED_ITERATOR;
            case "ProvisionedThroughputExceeded", "LimitExceeded", "ResourceInUse", "KMSThrottling" -> Kind.THROTTLED;
            default -> {
                if (error.isThrottlingException() || code.contains("Throttl")) {
                    yield Kind.THROTTLED;
                }
                if (error.statusCode() >= 500) {
                    yield Kind.UNAVAILABLE;
                }
                yield denied(error, code) ? Kind.ACCESS_DENIED : Kind.REFUSED;
            }
        };
    }

    private static boolean denied(AwsServiceException error, String code) {
        return error.statusCode() == 401
                || error.statusCode() == 403
                || code.contains("AccessDenied")
                || code.contains("Signature")
                || code.contains("SecurityToken")
                || code.startsWith("UnrecognizedClient")
                || code.startsWith("KMSAccessDenied")
                || code.equals("OptInRequired");
    }

    /** The code without the suffix that all of them have. */
    private static String code(AwsServiceException error) {
        if (error.awsErrorDetails() == null || error.awsErrorDetails().errorCode() == null) {
            return "HTTP " + error.statusCode();
        }
        String code = error.awsErrorDetails().errorCode();
        String name = code.substring(code.lastIndexOf('#') + 1);
        return name.endsWith("Exception") && name.length() > "Exception".length()
                ? name.substring(0, name.length() - "Exception".length())
                : name;
    }
}
