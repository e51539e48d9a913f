package io.millrace.job.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.config.S3Config;
import io.millrace.job.testkit.CapturedLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.utils.SdkAutoCloseable;

final class PluginCredentialsTest {

    private final List<AwsCredentials> received = new ArrayList<>();
    private final Sessions sessions = new Sessions();

    @Test
    void whatIsLentIsRenewedWhenThereIsSomethingNewAndTakenBackAtTheEnd() {
        PluginCredentials lending = new PluginCredentials(S3Config.AWS, sessions);

        lending.begin(received::add);
        lending.renew();
        assertThat(received).containsExactly(session(1));

        sessions.number = 2;
        lending.renew();
        assertThat(received).containsExactly(session(1), session(2));

        lending.close();
        assertThat(received).containsExactly(session(1), session(2), null);
        assertThat(sessions.closed).isTrue();
    }

    @Test
    void aRenewalThatFailsLeavesWhatThereIsAndIsTriedAgain() {
        try (CapturedLog log = new CapturedLog(PluginCredentials.class);
                PluginCredentials lending = new PluginCredentials(S3Config.AWS, sessions)) {
            lending.begin(received::add);
            sessions.number = 0;
            lending.renew();
            assertThat(received).containsExactly(session(1));
            assertThat(log.lines())
                    .containsExactly("WARN There are no new credentials for s3:// yet; asking again in 60 s");

            sessions.number = 2;
            lending.renew();
            assertThat(received).containsExactly(session(1), session(2));
        }
    }

    @Test
    void keysThatBelongToNoSessionAreASetting() {
        AwsCredentials keys = AwsBasicCredentials.create("AKIA", "hush");

        try (PluginCredentials lending = new PluginCredentials(S3Config.AWS, () -> keys);
                PluginCredentials ofSession = new PluginCredentials(S3Config.AWS, sessions)) {
            assertThat(lending.permanent()).contains(keys);
            assertThat(ofSession.permanent()).isEmpty();
        }
    }

    private static AwsCredentials session(int number) {
        return AwsSessionCredentials.create("ASIA" + number, "hush", "token");
    }

    /** Of one session after another; none of the number zero. */
    private static final class Sessions implements AwsCredentialsProvider, SdkAutoCloseable {

        private final AtomicBoolean closed = new AtomicBoolean();
        private int number = 1;

        @Override
        public AwsCredentials resolveCredentials() {
            if (number == 0) {
                throw SdkClientException.create("STS does not answer");
            }
            return session(number);
        }

        @Override
        public void close() {
            closed.set(true);
        }
    }
}
