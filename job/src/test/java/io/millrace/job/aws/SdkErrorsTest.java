package io.millrace.job.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.aws.SqsException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

final class SdkErrorsTest {

    @ParameterizedTest
    @CsvSource({
        "QueueDoesNotExist, 400, NO_SUCH_QUEUE",
        "AWS.SimpleQueueService.NonExistentQueue, 400, NO_SUCH_QUEUE",
        "com.amazonaws.sqs#QueueDoesNotExist, 400, NO_SUCH_QUEUE",
        "AccessDenied, 403, ACCESS_DENIED",
        "AccessDeniedException, 400, ACCESS_DENIED",
        "InvalidClientTokenId, 403, ACCESS_DENIED",
        "ExpiredToken, 400, ACCESS_DENIED",
        "SignatureDoesNotMatch, 400, ACCESS_DENIED",
        "InvalidSecurity, 400, ACCESS_DENIED",
        "KmsAccessDenied, 400, ACCESS_DENIED",
        "RequestThrottled, 400, THROTTLED",
        "ThrottlingException, 400, THROTTLED",
        "KmsThrottled, 400, THROTTLED",
        "OverLimit, 403, THROTTLED",
        "SlowDown, 503, THROTTLED",
        "InternalError, 500, UNAVAILABLE",
        "ServiceUnavailable, 503, UNAVAILABLE",
        "BatchRequestTooLong, 400, REFUSED",
        "UnsupportedOperation, 400, REFUSED",
    })
    void aServiceErrorIsOfTheKindOfItsCode(String code, int status, Kind kind) {
        AwsServiceException error = AwsServiceException.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage("said the service")
                        .build())
                .build();

        SqsException classified = SdkErrors.classify(error, "cannot delete");

        assertThat(classified.kind()).isEqualTo(kind);
        assertThat(classified)
                .hasMessageStartingWith("cannot delete: said the service")
                .hasCause(error);
        assertThat(classified.retryable()).isEqualTo(kind == Kind.THROTTLED || kind == Kind.UNAVAILABLE);
    }

    @Test
    void anErrorWithoutACodeGoesByItsStatus() {
        AwsServiceException error = AwsServiceException.builder()
                .statusCode(502)
                .message("bad gateway")
                .build();

        assertThat(SdkErrors.classify(error, "cannot delete").kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(SdkErrors.classify(error, "cannot delete").code()).isEqualTo("HTTP 502");
    }

    @Test
    void aNetworkErrorIsPassingButMissingCredentialsAreNot() {
        assertThat(SdkErrors.classify(SdkClientException.create("Connection reset"), "cannot delete")
                        .kind())
                .isEqualTo(Kind.UNAVAILABLE);
        assertThat(SdkErrors.classify(
                                SdkClientException.create("Unable to load credentials from any of the providers"),
                                "cannot delete")
                        .kind())
                .isEqualTo(Kind.ACCESS_DENIED);
    }

    @ParameterizedTest
    @CsvSource({
        "ReceiptHandleIsInvalid, 'The input receipt handle is invalid.', true, ReceiptGone",
        "AWS.SimpleQueueService.MessageNotInflight, 'not in flight', true, ReceiptGone",
        "InvalidParameterValue, 'Value x for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.', true, ReceiptGone",
        "InvalidParameterValue, 'Total VisibilityTimeout for the message is beyond the limit [43200 seconds].', true, Permanent",
        "KmsThrottled, '', true, Retryable",
        "InternalError, '', false, Retryable",
        "AccessDenied, '', true, Permanent",
        ", '', false, Retryable",
    })
    void anEntryOfABatchFailsAsItsCodeSays(String code, String message, boolean senderFault, String outcome) {
        EntryOutcome classified = SdkErrors.classify(code, message, senderFault);

        assertThat(classified.getClass().getSimpleName()).isEqualTo(outcome);
        assertThat(((EntryOutcome.Failed) classified).message()).isEqualTo(message);
    }
}
