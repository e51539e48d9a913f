package io.millrace.job.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The jar for clusters, as the build has left it. */
final class ClusterJar {

    private static final Path TARGET = Path.of(System.getProperty("project.root", ".."), "job/target");

    private ClusterJar() {}

    static Path find() throws IOException {
        try (Stream<Path> files = Files.list(TARGET)) {
            List<Path> jars = files.filter(file -> file.toString().endsWith("-cluster.jar"))
                    .toList();
            assertThat(jars)
                    .as("the cluster's jar, which mvn -Dquick package makes")
                    .hasSize(1);
            return jars.get(0);
        }
    }
}
