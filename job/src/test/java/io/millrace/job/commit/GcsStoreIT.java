package io.millrace.job.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.testkit.GcsServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Objects of the API of Google Cloud Storage, as {@link GcsServer} knows it, through Flink's plugin. */
final class GcsStoreIT extends StoreContract {

    private static final String BUCKET = "lake";
    private static final String ROOT = "gs://" + BUCKET + "/";

    private GcsServer server;

    @BeforeEach
    void start() {
        server = GcsServer.start().asFlinksGcs().withBucket(BUCKET);
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
        assertThat(server.keys(BUCKET).stream()
                        .filter(key -> !key.startsWith(prefix(place)))
                        .toList())
                .as("hidden pieces of files that never became visible")
                .isNotEmpty()
                .allMatch(key -> key.startsWith(".inprogress/" + BUCKET + "/" + prefix(place)));
    }

    private static String prefix(String place) {
        return place.substring(ROOT.length()) + "/";
    }
}
