package io.millrace.job.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.config.Compatibility;
import io.millrace.job.config.SchemaLocation;
import io.millrace.job.record.RecordSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directories of versions. */
class SchemaVersionsTest {

    private static final String ID = "{\"name\": \"id\", \"type\": \"long\"}";

    @TempDir
    Path directory;

    private Path orders;

    @BeforeEach
    void versions() throws IOException {
        orders = Files.createDirectories(directory.resolve("schemas/orders"));
        write("v1.avsc", ID);
        write("v2.avsc", ID + ", {\"name\": \"note\", \"type\": \"string\", \"default\": \"\"}");
    }

    @Test
    void theNewestVersionIsTakenByItsNumber() throws IOException {
        assertThat(load("schemas/orders").version()).hasValue("2");
        write("v10.avsc", ID);
        assertThat(load("schemas/orders").version()).hasValue("10");
        assertThat(load("schemas/orders/").rowType().getFieldNames()).containsExactly("id");
    }

    @Test
    void theFileOfAVersionIsThatVersion() {
        RecordSchema first = load("schemas/orders/v1.avsc");
        assertThat(first.version()).hasValue("1");
        assertThat(first.rowType().getFieldNames()).containsExactly("id");
        assertThat(first.withRescued().version()).hasValue("1");
        assertThatThrownBy(() -> load("schemas/orders/v3.avsc"))
                .hasMessage("schema 'schemas/orders/v3.avsc': there is no file " + orders.resolve("v3.avsc"));
    }

    @Test
    void aVersionThatTheSchemaItselfSaysIsKept() throws IOException {
        Files.writeString(
                orders.resolve("v3.avsc"),
                "{\"type\": \"record\", \"name\": \"Order\", \"version\": \"2.1.0\", \"fields\": [" + ID + "]}");
        assertThat(load("schemas/orders").version()).hasValue("2.1.0");
    }

    @Test
    void anotherFileHasNoVersion() throws IOException {
        write("../order.avsc", ID);
        assertThat(load("schemas/order.avsc").version()).isEmpty();
    }

    @Test
    void aStepThatBreaksTheRuleIsNamedWithFilesVersionsFieldAndRule() throws IOException {
        write("v3.avsc", ID + ", {\"name\": \"total\", \"type\": \"double\"}");
        assertThatThrownBy(() -> load("schemas/orders"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("schema 'schemas/orders': its versions are not backward compatible: version 3 (" + orders
                        + "/v3.avsc) cannot read records of version 1 (" + orders + "/v1.avsc): field 'total': the"
                        + " writer does not have it, and the reader has no default for it"
                        + " (reader-field-missing-default-value); version 3 (" + orders
                        + "/v3.avsc) cannot read records of version 2 (" + orders + "/v2.avsc): field 'total': the"
                        + " writer does not have it, and the reader has no default for it"
                        + " (reader-field-missing-default-value)");
        assertThatThrownBy(() -> load("schemas/orders/v1.avsc"))
                .as("also for who stays with an older version")
                .hasMessageContaining("cannot read records of version 1");
        assertThat(load("schemas/orders", Compatibility.FORWARD).version()).hasValue("3");
        assertThat(load("schemas/orders", Compatibility.NONE).version()).hasValue("3");
    }

    @Test
    void everyVersionIsHeldAgainstAllBeforeItNotOnlyTheLast() throws IOException {
        write("v1.avsc", ID + ", {\"name\": \"total\", \"type\": \"long\"}");
        write("v2.avsc", ID);
        write("v3.avsc", ID + ", {\"name\": \"total\", \"type\": \"string\", \"default\": \"\"}");
        assertThatThrownBy(() -> load("schemas/orders"))
                .hasMessageContaining(
                        "version 3 (" + orders + "/v3.avsc) cannot read records of version 1 (" + orders
                                + "/v1.avsc): field 'total': the reader's string does not take the writer's long (type-mismatch)");
    }

    @Test
    void aFileThatIsNoVersionIsAMistakeAndNotSkipped() throws IOException {
        Files.writeString(orders.resolve("README.md"), "about orders");
        write("v02.avsc", ID);
        assertThatThrownBy(() -> load("schemas/orders"))
                .hasMessage("schema 'schemas/orders': the file " + orders
                        + "/v02.avsc is no version; expected v1.avsc, v2.avsc and so on");
    }

    @Test
    void aVersionThatRowsCannotHoldIsNamedAlsoWhenItIsNotTheNewest() throws IOException {
        write("v1.avsc", "{\"name\": \"id\", \"type\": [\"int\", \"string\"]}");
        assertThatThrownBy(() -> load("schemas/orders"))
                .hasMessageStartingWith("schema 'schemas/orders': the file " + orders
                        + "/v1.avsc: field 'id': a union must be of null and one other type");
    }

    @Test
    void whatIsNoDirectoryOfVersionsIsRefused() throws IOException {
        Files.createDirectory(directory.resolve("empty"));
        Files.writeString(directory.resolve("event.json"), "{}");
        assertThatThrownBy(() -> load("missing"))
                .hasMessage("schema 'missing': there is no directory " + directory.resolve("missing"));
        assertThatThrownBy(() -> load("empty"))
                .hasMessage("schema 'empty': the directory " + directory.resolve("empty")
                        + " has no version; expected v1.avsc, v2.avsc and so on");
        assertThatThrownBy(() -> load("event.json"))
                .hasMessage("schema 'event.json': " + directory.resolve("event.json")
                        + " is not a directory of versions, and the name of a schema's file ends in .avsc");
    }

    private RecordSchema load(String location) {
        return load(location, Compatibility.BACKWARD);
    }

    private RecordSchema load(String location, Compatibility compatibility) {
        return SchemaLoader.in(directory).load(SchemaLocation.parse(location), compatibility);
    }

    private void write(String name, String fields) throws IOException {
        Files.writeString(
                orders.resolve(name).normalize(),
                "{\"type\": \"record\", \"name\": \"Order\", \"fields\": [" + fields + "]}");
    }
}
