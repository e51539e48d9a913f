package io.millrace.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigValuesTest {

    @ParameterizedTest
    @CsvSource({
        "s3://lake/events/, s3://lake/events",
        "s3://lake, s3://lake",
        "gs://lake/events/, gs://lake/events",
        "file:///tmp/x//, file:///tmp/x",
        "out/rows/, out/rows",
    })
    void aPathEndsWithoutASlash(String written, String value) {
        assertThat(new OutputPath(written).value()).isEqualTo(value);
    }

    @Test
    void aLocalPathIsTakenFromTheWorkingDirectory() {
        assertThat(new OutputPath("out/../out/rows").toUri())
                .hasScheme("file")
                .hasPath(Path.of("out/rows").toAbsolutePath().toString());
    }

    @ParameterizedTest
    @CsvSource({
        "s3://lake, s3://lake",
        "s3://lake/events, s3://lake/events",
        "s3://my_lake.eu/a b/c%20d/ü, s3://my_lake.eu/a%20b/c%2520d/ü",
        "gs://lake/a b//ü, gs://lake/a%20b/ü",
        "/data/a b, file:///data/a%20b",
        "/data/50%, file:///data/50%25",
        "/data/a?b#c, file:///data/a%3Fb%23c",
        "file:///data/a b, file:///data/a%20b",
        "file:///data/a%20b, file:///data/a%2520b",
        "file:///data//x/, file:///data/x",
    })
    void aUriIsEscapedSoThatTheDirectoryIsCalledWhatIsWritten(String written, String uri) {
        assertThat(new OutputPath(written).toUri()).hasToString(uri);
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3://lake", "s3://lake/a b", "s3://lake/a%20b//ü", "/data/a b/50%", "file:///data/a%20b"})
    void flinkTakesTheUriForThePathThatIsWritten(String written) {
        org.apache.flink.core.fs.Path path = new org.apache.flink.core.fs.Path(new OutputPath(written).toUri());
        org.apache.flink.core.fs.Path asWritten = new org.apache.flink.core.fs.Path(written);

        assertThat(path.getPath()).isEqualTo(asWritten.getPath());
        assertThat(path.toUri().getAuthority()).isEqualTo(asWritten.toUri().getAuthority());
    }

    @Test
    void aUriIsTheSameWhetherTheDirectoryExistsOrNot(@TempDir Path directory) throws Exception {
        Path rows = directory.resolve("all rows");
        OutputPath local = new OutputPath(rows.toString());
        OutputPath uri = new OutputPath("file://" + rows + "/");
        URI before = local.toUri();

        Files.createDirectory(rows);

        assertThat(local.toUri()).hasToString(before.toString());
        assertThat(uri.toUri()).hasToString(before.toString());
        assertThat(Path.of(before)).isEqualTo(rows);
    }

    @Test
    void aDirectoryContainsItselfAndWhatIsBelowItInAnyForm() {
        OutputPath rows = new OutputPath("/data/all rows");
        assertThat(rows.contains(new OutputPath("file:///data/all rows/x"))).isTrue();
        assertThat(rows.contains(rows)).isTrue();
        assertThat(rows.contains(new OutputPath("/data/all rows 2"))).isFalse();
        assertThat(new OutputPath("s3://lake").contains(new OutputPath("s3://lake/x")))
                .isTrue();
        assertThat(new OutputPath("s3://lake/x").contains(new OutputPath("s3://lake")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3:/lake/x",
                "s3:///x",
                "gs:///x",
                "gs://lake/../x",
                "S3://lake/x",
                "file://host/x",
                "file:///",
                "/",
                "..//..//../../../../..",
                "s3://a b/c",
                "s3://key:secret@lake/x",
                "file:///x/../y",
                "a\0b",
                "s3://lake/x?y",
                "s3://lake/x#y",
                "s3://lake/../x",
                "C:\\x",
                " "
            })
    void whatIsNoDirectoryIsRefusedWithTheText(String written) {
        assertThatThrownBy(() -> OutputPath.parse(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected a ");
    }

    @ParameterizedTest
    @CsvSource({
        "https://sqs.eu-west-1.amazonaws.com/123456789012/events, eu-west-1, false",
        "https://eu-west-1.queue.amazonaws.com/123456789012/events.fifo, eu-west-1, true",
        "https://sqs.cn-north-1.amazonaws.com.cn/123456789012/events, cn-north-1, false",
        "http://localhost:9324/000000000000/events, '', false",
    })
    void aQueueUrlNamesItsRegionAndKind(String url, String region, boolean fifo) {
        QueueUrl queue = QueueUrl.parse(url);

        assertThat(queue.region().orElse("")).isEqualTo(region);
        assertThat(queue.fifo()).isEqualTo(fifo);
        assertThat(queue).hasToString(url);
    }

    @Test
    void aSchemaIsAFileOrAClass() {
        assertThat(SchemaLocation.parse("schemas/a.avsc").isClass()).isFalse();
        assertThat(SchemaLocation.parse("class:a.B").className()).isEqualTo("a.B");
    }

    @Test
    void aDeduplicationKeyIsWrittenAsItIsRead() {
        assertThat(DeduplicateKey.parse("attribute:a.b")).hasToString("attribute:a.b");
        assertThat(DeduplicateKey.parse("field:id")).hasToString("field:id");
    }

    @Test
    void aConfigurationTravelsToTheClusterAsItIs() throws Exception {
        PipelineConfig config = ConfigLoaderTest.parse(Document.minimal()
                .with("transform.0.function", "f")
                .with("transform.0.options", "{b: 1, a: 2}")
                .with("decode.unwrap", "[gzip]")
                .yaml());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(config);
        }

        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(config);
        }
    }
}
