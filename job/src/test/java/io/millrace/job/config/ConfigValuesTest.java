package io.millrace.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigValuesTest {

    @ParameterizedTest
    @CsvSource({
        "s3://lake/events/, s3://lake/events",
        "s3://lake, s3://lake",
        "file:///tmp/x//, file:///tmp/x",
        "out/rows/, out/rows",
    })
    void aPathEndsWithoutASlash(String written, String value) {
        assertThat(new OutputPath(written).value()).isEqualTo(value);
    }

    @Test
    void aLocalPathIsTakenFromTheWorkingDirectory() {
        assertThat(new OutputPath("out/rows").toUri())
                .isEqualTo(Path.of("out/rows").toAbsolutePath().toUri());
        assertThat(new OutputPath("src/../src").toUri())
                .hasPath(Path.of("src").toAbsolutePath().toString());
        assertThat(new OutputPath("s3://lake/events").toUri()).hasScheme("s3").hasHost("lake");
        assertThat(new OutputPath("s3://lake/events").isS3()).isTrue();
        assertThat(new OutputPath("out/a b").toUri().toString()).endsWith("/out/a%20b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3:/lake/x",
                "s3:///x",
                "S3://lake/x",
                "file://host/x",
                "file:///",
                "/",
                "..//..//../../../../..",
                "s3://a b/c",
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
