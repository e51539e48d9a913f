package io.millrace.job.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.testkit.GcsServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Objects of the API of Google Cloud Storage, as {@link GcsServer} knows it, through Flink's plugin. */
final class GcsStoreIT extends StoreContract {

    private static GcsServer server;
    private static int buckets;

    private final String bucket = "lake-" + buckets++;

    @BeforeAll
    static void start() {
        server = GcsServer.start().asFlinksGcs();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void anEmptyBucket() {
        server.withBucket(bucket);
    }

    private String root() {
        return "gs://" + bucket + "/";
    }

    @Override
    String place(String name) {
        return root() + name;
    }

    @Override
    List<String> visible(String place) {
        String prefix = prefix(place);
        return server.keys(bucket).stream()
                .filter(key -> key.startsWith(prefix))
                .map(key -> key.substring(prefix.length()))
                .sorted()
                .toList();
    }

    @Override
    void download(String place, Path to) throws IOException {
        server.download(bucket, prefix(place), to);
    }

    @Override
    void assertOnlyWhatIsExpectedIsLeftBehind(String place) {
        assertThat(server.keys(bucket).stream()
                        .filter(key -> !key.startsWith(prefix(place)))
                        .toList())
                .as("hidden pieces of files that never became visible")
                .isNotEmpty()
                .allMatch(key -> key.startsWith(".inprogress/" + bucket + "/" + prefix(place)));
    }

    private String prefix(String place) {
        return place.substring(root().length()) + "/";
    }
}
