package io.millrace.job.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.testkit.S3Server;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Objects of an S3 API, through Flink's plugin. */
final class S3StoreIT extends StoreContract {

    private static final String BUCKET = "lake";
    private static final String ROOT = "s3://" + BUCKET + "/";

    private S3Server server;

    @BeforeEach
    void start() {
        server = S3Server.start().asFlinksS3().withBucket(BUCKET);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Override
    String place(String name) {
        return ROOT + name;
    }

    @Override
    List<String> visible(String place) {
        String prefix = prefix(place);
        return server.keys(BUCKET).stream()
                .filter(key -> key.startsWith(prefix))
                .map(key -> key.substring(prefix.length()))
                .sorted()
                .toList();
    }

    @Override
    void download(String place, Path to) throws IOException {
        server.download(BUCKET, prefix(place), to);
    }

    @Override
    void assertOnlyWhatIsExpectedIsLeftBehind(String place) {
        assertThat(server.unfinishedUploads(BUCKET))
                .as("uploads of files that never became visible")
                .isNotEmpty()
                .doesNotContainAnyElementsOf(server.keys(BUCKET))
                .allMatch(key -> key.startsWith(prefix(place)));
    }

    private static String prefix(String place) {
        return place.substring(ROOT.length()) + "/";
    }
}
