package io.millrace.job.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.aws.KinesisException.Kind;
import io.millrace.job.config.StreamName;
import io.millrace.job.testkit.FaultyKinesis;
import io.millrace.job.testkit.KinesisFault;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Errors in both forms in which the service sends them: CBOR, as AWS is asked for, and JSON, as servers of tests are. */
final class KinesisErrorsIT {

    private static final String FORM = "aws.cborEnabled";

    private final String configured = System.getProperty(FORM);

    /** Every call fails, so that there need not be a server behind it. */
    private final FaultyKinesis faulty = FaultyKinesis.before(URI.create("http://localhost:9"));

    @AfterEach
    void close() {
        faulty.close();
        if (configured == null) {
            System.clearProperty(FORM);
        } else {
            System.setProperty(FORM, configured);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, ProvisionedThroughputExceededException, ProvisionedThroughputExceeded, THROTTLED",
        "400, LimitExceededException, LimitExceeded, THROTTLED",
        "400, KMSThrottlingException, KMSThrottling, THROTTLED",
        "400, ThrottlingException, Throttling, THROTTLED",
        "400, ExpiredIteratorException, ExpiredIterator, EXPIRED_ITERATOR",
        "400, ResourceNotFoundException, ResourceNotFound, NOT_FOUND",
        "400, ResourceInUseException, ResourceInUse, THROTTLED",
        "400, AccessDeniedException, AccessDenied, ACCESS_DENIED",
        "400, UnrecognizedClientException, UnrecognizedClient, ACCESS_DENIED",
        "403, InvalidSignatureException, InvalidSignature, ACCESS_DENIED",
        "400, ValidationException, Validation, REFUSED",
        "400, InvalidArgumentException, InvalidArgument, REFUSED",
        "500, InternalFailure, InternalFailure, UNAVAILABLE",
        "500, InternalFailureException, InternalFailure, UNAVAILABLE",
        "503, ServiceUnavailable, ServiceUnavailable, UNAVAILABLE",
        "503, , HTTP 503, UNAVAILABLE"
    })
    void anErrorIsOfItsKindInBothForms(int status, String type, String code, Kind kind) {
        for (String cbor : List.of("true", "false")) {
            System.setProperty(FORM, cbor);
            KinesisFault fault = new KinesisFault.Refused(status, type, "as the test asks for");
            faulty.every(1, "GetRecords", fault);
            try (KinesisStream stream = KinesisStreams.of(new StreamName("events"), "us-east-1", faulty.endpoint())
                    .open()) {
                assertThatThrownBy(() -> stream.records("iterator", 1))
                        .isInstanceOfSatisfying(KinesisException.class, e -> {
                            assertThat(e.kind()).isEqualTo(kind);
                            assertThat(e.code()).isEqualTo(code);
                            assertThat(e).hasMessageStartingWith("cannot read stream events: ");
                        });
            }
        }
    }
}
