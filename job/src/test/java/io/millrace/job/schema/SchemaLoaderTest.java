package io.millrace.job.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.config.SchemaLocation;
import io.millrace.job.record.RecordSchema;
import io.millrace.model.click.ClickEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaLoaderTest {

    @TempDir
    Path directory;

    @Test
    void aFileIsFoundBesideThePipelinesFile() throws IOException {
        write("schemas/event.avsc", ClickEvent.getClassSchema().toString());
        RecordSchema schema = SchemaLoader.besides(directory.resolve("pipeline.yaml"))
                .load(SchemaLocation.parse("schemas/event.avsc"));
        assertThat(schema.avro()).isEqualTo(ClickEvent.getClassSchema());
    }

    @Test
    void anAbsolutePathStaysWhatItIs() throws IOException {
        Path file = write("event.avsc", ClickEvent.getClassSchema().toString());
        assertThat(SchemaLoader.in(Path.of("/nowhere"))
                        .load(SchemaLocation.parse(file.toString()))
                        .avro())
                .isEqualTo(ClickEvent.getClassSchema());
    }

    @Test
    void aGeneratedClassAndItsSchemaFileGiveTheSameRows() {
        RecordSchema ofClass = load("class:io.millrace.model.click.ClickEvent");
        RecordSchema ofFile =
                SchemaLoader.in(Path.of("../udfs/src/main/avro")).load(SchemaLocation.parse("click-event.avsc"));
        assertThat(ofClass.rowType()).isEqualTo(ofFile.rowType());
        assertThat(ofClass.fingerprint()).isEqualTo(ofFile.fingerprint());
    }

    @Test
    void anAbsentFileIsNamedWithThePathThatWasTried() {
        assertThatThrownBy(() -> load("event.avsc"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("schema 'event.avsc': there is no file " + directory.resolve("event.avsc"));
    }

    @Test
    void aDirectoryWithoutVersionsIsNotASchema() {
        assertThatThrownBy(() -> load(".")).hasMessageStartingWith("schema '.': the directory " + directory);
    }

    @Test
    void whatIsNotAnAvroSchemaIsRefusedWithAvrosReason() throws IOException {
        write("broken.avsc", "{\"type\": \"record\"");
        assertThatThrownBy(() -> load("broken.avsc"))
                .hasMessageStartingWith("schema 'broken.avsc': the file " + directory)
                .hasMessageContaining("is not an Avro schema: ")
                .hasMessageContaining("end-of-input");
        write(
                "wrong.avsc",
                "{\"type\": \"record\", \"name\": \"E\", \"fields\": [{\"name\": \"a\", \"type\": \"text\"}]}");
        assertThatThrownBy(() -> load("wrong.avsc")).hasMessageContaining("\"text\" is not a defined name");
    }

    @Test
    void bytesThatAreNotTextAreRefused() throws IOException {
        Files.write(directory.resolve("latin1.avsc"), new byte[] {'"', (byte) 0xE5, '"'});
        assertThatThrownBy(() -> load("latin1.avsc")).hasMessageEndingWith("latin1.avsc is not UTF-8 text");
    }

    @Test
    void whatRowsCannotHoldIsRefusedWithLocationAndField() throws IOException {
        write(
                "union.avsc",
                "{\"type\": \"record\", \"name\": \"E\", \"fields\": [{\"name\": \"a\", \"type\": [\"int\", \"string\"]}]}");
        assertThatThrownBy(() -> load("union.avsc"))
                .hasMessageStartingWith("schema 'union.avsc': field 'a': a union must be of null and one other type");
    }

    @Test
    void anUnknownClassIsRefusedWithAHint() {
        assertThatThrownBy(() -> load("class:com.example.Nothing"))
                .hasMessage(
                        "schema 'class:com.example.Nothing': there is no class com.example.Nothing on the class path;"
                                + " classes are generated from the .avsc files in udfs/src/main/avro");
    }

    @Test
    void aClassThatWasNotGeneratedIsRefused() {
        assertThatThrownBy(() -> load("class:java.lang.String"))
                .hasMessageStartingWith(
                        "schema 'class:java.lang.String': the class is not generated from an Avro schema");
    }

    private RecordSchema load(String location) {
        return SchemaLoader.in(directory).load(SchemaLocation.parse(location));
    }

    private Path write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
