package io.millrace.job.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The files that are made from the declarations of the keys, and copied from the functions' module. */
class GeneratedFilesTest {

    /** The project's directory; tests run in the module's. */
    static final Path PROJECT = Path.of("").toAbsolutePath().getParent();

    private static final boolean WRITE = Boolean.getBoolean("millrace.write");

    @Test
    void theSchemaInConfIsTheOneOfTheCode() throws Exception {
        check("conf/pipeline.schema.json", SchemaGenerator.generate());
    }

    @Test
    void theSchemaOfCasesIsTheOneOfTheCode() throws Exception {
        check("conf/cases.schema.json", SchemaGenerator.generateCases());
    }

    @Test
    void theReferencePageOfCasesIsTheOneOfTheCode() throws Exception {
        check("docs/reference/cases.md", ReferencePage.generateCases());
    }

    @Test
    void theReferencePageIsTheOneOfTheCode() throws Exception {
        check("docs/reference/configuration.md", ReferencePage.generate());
    }

    @Test
    void theExampleSchemaIsTheOneOfTheFunctions() throws Exception {
        check(
                "conf/schemas/click-event.avsc",
                Files.readString(PROJECT.resolve("udfs/src/main/avro/click-event.avsc")));
    }

    @Test
    void theBuildersOfPipelinesInJavaAreThoseOfTheCode() throws Exception {
        String directory = "job/src/main/java/io/millrace/job/builder/";
        Map<String, String> sources = BuilderGenerator.generate();
        for (Map.Entry<String, String> source : sources.entrySet()) {
            check(directory + source.getKey(), source.getValue());
        }
        try (Stream<Path> files = Files.list(PROJECT.resolve(directory))) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith("Builder.java")))
                    .as("remove the builders of sections that are no more")
                    .containsExactlyInAnyOrderElementsOf(sources.keySet());
        }
    }

    private static void check(String name, String expected) throws IOException {
        Path file = PROJECT.resolve(name);
        if (WRITE) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, expected);
        }
        assertThat(Files.exists(file) ? Files.readString(file) : "")
                .as(name + " is not what the code generates; write it again with"
                        + " mvn -pl udfs,job test -Dtest=GeneratedFilesTest -Dsurefire.failIfNoSpecifiedTests=false"
                        + " -Dmillrace.write=true")
                .isEqualTo(expected);
    }
}
