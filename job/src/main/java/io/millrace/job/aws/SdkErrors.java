package io.millrace.job.aws;

import io.millrace.job.aws.SqsException.Kind;
import java.util.Locale;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What the SDK's errors and SQS's error codes mean for a caller. */
final class SdkErrors {

    private SdkErrors() {}

    /** A call that failed as a whole. */
    static SqsException classify(SdkException error, String tried) {
        if (error instanceof AwsServiceException service) {
            String code = code(service);
            return new SqsException(kind(service, code), code, tried + ": " + error.getMessage(), error);
        }
        String message = String.valueOf(error.getMessage());
        Kind kind = Credentials.areMissing(error) ? Kind.ACCESS_DENIED : Kind.UNAVAILABLE;
        return new SqsException(kind, error.getClass().getSimpleName(), tried + ": " + message, error);
    }

    /** One entry of a batch that failed. */
    static EntryOutcome classify(String code, String message, boolean senderFault) {
        String name = plain(code);
        if (!senderFault || isThrottling(name)) {
            return new EntryOutcome.Retryable(name, message);
        }
        boolean receiptGone = name.equals("ReceiptHandleIsInvalid")
                || name.equals("MessageNotInflight")
                || (name.equals("InvalidParameterValue") && mentionsReceipt(message));
        return receiptGone ? new EntryOutcome.ReceiptGone(name, message) : new EntryOutcome.Permanent(name, message);
    }

    private static Kind kind(AwsServiceException error, String code) {
        if (code.equals("QueueDoesNotExist") || code.equals("NonExistentQueue")) {
            return Kind.NO_SUCH_QUEUE;
        }
        if (error.isThrottlingException() || isThrottling(code)) {
            return Kind.THROTTLED;
        }
        if (error.statusCode() >= 500) {
            return Kind.UNAVAILABLE;
        }
        boolean denied = error.statusCode() == 401
                || error.statusCode() == 403
                || code.contains("AccessDenied")
                || code.contains("Token")
                || code.contains("Signature")
                || code.equals("InvalidSecurity")
                || code.equals("OptInRequired");
        return denied ? Kind.ACCESS_DENIED : Kind.REFUSED;
    }

    static boolean isThrottling(String code) {
        return code.contains("Throttl") || code.equals("OverLimit") || code.equals("TooManyRequests");
    }

    private static String code(AwsServiceException error) {
        return error.awsErrorDetails() == null || error.awsErrorDetails().errorCode() == null
                ? "HTTP " + error.statusCode()
                : plain(error.awsErrorDetails().errorCode());
    }

    /** The code without the prefixes and suffixes in which SQS's protocols differ. */
    private static String plain(String code) {
        String name = code == null ? "Unknown" : code;
        name = name.substring(name.lastIndexOf('#') + 1);
        name = name.substring(name.lastIndexOf('.') + 1);
        return name.endsWith("Exception") && name.length() > "Exception".length()
                ? name.substring(0, name.length() - "Exception".length())
                : name;
    }

    private static boolean mentionsReceipt(String message) {
        return message != null
                && message.toLowerCase(Locale.ROOT).replace(" ", "").contains("receipthandle");
    }
}
