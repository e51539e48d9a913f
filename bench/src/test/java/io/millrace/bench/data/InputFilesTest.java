package io.millrace.bench.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class InputFilesTest {

    private static final long BYTES = 400_000;

    @TempDir
    private Path parent;

    /** When this fails, results from before the change can't be compared with results from after it. */
    @ParameterizedTest
    @CsvSource({
        "NESTED, c4c39e0a172f06d3e65e5e3e929d97ed849a90815255e622098e08ab2c4c8d80",
        "NARROW, 4aa59331c84eeb5e17812b8ec2aad82679fdc501a5587c439fc45ad05136997a"
    })
    void aSeedGivesTheSameBytesForEver(DataSet data, String sha256) throws Exception {
        InputFiles input = InputFiles.of(new DataSpec(data, 1, BYTES, 0), parent);

        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (Path file : input.files()) {
            digest.update(Files.readAllBytes(file));
        }
        assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(sha256);
    }

    @ParameterizedTest
    @EnumSource
    void anotherSeedGivesOtherBytes(DataSet data) throws Exception {
        List<String> lines = lines(InputFiles.of(new DataSpec(data, 1, BYTES, 0), parent));

        assertThat(lines(InputFiles.of(new DataSpec(data, 2, BYTES, 0), parent)))
                .isNotEqualTo(lines);
    }

    @Test
    void aNestedEventHasAbout500BytesAndANarrowOneAbout100() throws Exception {
        InputFiles nested = InputFiles.of(new DataSpec(DataSet.NESTED, 1, BYTES, 0), parent);
        InputFiles narrow = InputFiles.of(new DataSpec(DataSet.NARROW, 1, BYTES, 0), parent);

        assertThat(nested.bytes() / nested.rows()).isBetween(470L, 530L);
        assertThat(narrow.bytes() / narrow.rows()).isBetween(90L, 110L);
        assertThat(nested.files()).hasSize(4);
        assertThat(nested.bytes()).isBetween(BYTES, BYTES + 4 * 1000);
    }

    @ParameterizedTest
    @EnumSource(names = {"NESTED", "NARROW"})
    void aboutEveryTenthEventHasItsKeysInAnotherOrder(DataSet data) throws Exception {
        InputFiles input = InputFiles.of(new DataSpec(data, 1, BYTES, 0), parent);

        String first = "{\"" + data.schema().getFields().get(0).name();
        long inOrder =
                lines(input).stream().filter(line -> line.startsWith(first)).count();
        assertThat((double) inOrder / input.rows()).isBetween(0.86, 0.95);
    }

    @ParameterizedTest
    @EnumSource
    void everyLineIsJsonWithTheFieldsOfItsSchema(DataSet data) throws Exception {
        Set<String> withNull = new HashSet<>();
        Set<String> seen = new HashSet<>();
        for (String line : lines(InputFiles.of(new DataSpec(data, 1, BYTES, 0), parent))) {
            check(data.schema(), new ObjectMapper().readTree(line), "", seen, withNull);
        }
        assertThat(seen).hasSize(data.columns());
        if (data == DataSet.NESTED) {
            assertThat(withNull)
                    .containsExactlyInAnyOrder(
                            ".userId", ".referrer", ".durationMs", ".revenue", ".geo", ".geo.city", ".comment");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NESTED", "NARROW"})
    void badLinesStandBetweenTheGoodOnesWhichStayAsTheyWere(DataSet data) throws Exception {
        InputFiles clean = InputFiles.of(new DataSpec(data, 1, BYTES, 0), parent);
        InputFiles spoiled = InputFiles.of(new DataSpec(data, 1, BYTES, 0.05), parent);

        List<String> lines = new ArrayList<>(lines(spoiled));
        List<String> good = lines(clean);
        assertThat(lines).hasSize((int) (spoiled.rows() + spoiled.badLines()));
        assertThat((double) spoiled.badLines() / spoiled.rows()).isBetween(0.03, 0.07);
        assertThat(spoiled.rows()).isEqualTo(clean.rows());
        lines.removeAll(new HashSet<>(good));
        assertThat(lines).hasSize((int) spoiled.badLines());
    }

    @Test
    void timesAreSpreadOverTheHoursThatAreAskedFor() throws Exception {
        DataSpec usual = new DataSpec(DataSet.NARROW, 1, BYTES, 0);

        assertThat(hours(usual)).hasSize(24).contains("2026-03-02T00", "2026-03-02T23");
        assertThat(hours(usual.withHours(1))).containsExactly("2026-03-02T00");
        assertThat(hours(usual.withHours(1000)))
                .hasSizeBetween(970, 1000)
                .allMatch(hour -> hour.compareTo("2026-03-02T00") >= 0 && hour.compareTo("2026-04-12T16") < 0);
    }

    private Set<String> hours(DataSpec spec) throws Exception {
        Set<String> hours = new TreeSet<>();
        for (String line : lines(InputFiles.of(spec, parent))) {
            hours.add(new ObjectMapper().readTree(line).get("at").asText().substring(0, 13));
        }
        return hours;
    }

    @Test
    void whatIsThereIsNotMadeAgain() throws Exception {
        DataSpec spec = new DataSpec(DataSet.NARROW, 1, BYTES, 0);
        InputFiles first = InputFiles.of(spec, parent);
        Files.delete(first.files().get(0));

        assertThat(InputFiles.of(spec, parent)).isEqualTo(first);
        assertThat(first.files()).hasSize(3);
    }

    @Test
    void whatWasLeftHalfMadeIsMadeAgain() throws Exception {
        DataSpec spec = new DataSpec(DataSet.NARROW, 1, BYTES, 0);
        InputFiles first = InputFiles.of(spec, parent);
        Files.delete(first.directory().resolve("_summary.json"));
        Files.delete(first.files().get(0));

        assertThat(InputFiles.of(spec, parent)).isEqualTo(first);
        assertThat(first.files()).hasSize(4);
    }

    @Test
    void aSpecThatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> new DataSpec(DataSet.NESTED, 1, 0, 0)).hasMessageContaining("but is 0");
        assertThatThrownBy(() -> new DataSpec(DataSet.NESTED, 1, 1, 0.5)).hasMessageContaining("but is 0.5");
        assertThatThrownBy(() -> new DataSpec(DataSet.NESTED, 1, 1, 0, 2000))
                .hasMessage("the hours must be from 1 to 1440, but are 2000");
    }

    private static void check(Schema schema, JsonNode value, String path, Set<String> seen, Set<String> withNull) {
        if (schema.isUnion()) {
            if (value == null || value.isNull()) {
                withNull.add(path);
                return;
            }
            check(schema.getTypes().get(1), value, path, seen, withNull);
            return;
        }
        assertThat(value).as(path).isNotNull();
        switch (schema.getType()) {
            case RECORD -> {
                for (Schema.Field field : schema.getFields()) {
                    check(field.schema(), value.get(field.name()), path + '.' + field.name(), seen, withNull);
                }
                Set<String> names = new HashSet<>();
                schema.getFields().forEach(field -> names.add(field.name()));
                value.fieldNames()
                        .forEachRemaining(name -> assertThat(names).as(path).contains(name));
                return;
            }
            case ARRAY ->
                value.forEach(
                        element -> assertThat(element.isTextual()).as(path).isTrue());
            case STRING -> assertThat(value.isTextual()).as(path).isTrue();
            case BOOLEAN -> assertThat(value.isBoolean()).as(path).isTrue();
            case DOUBLE -> assertThat(value.isNumber()).as(path).isTrue();
            case INT -> assertThat(value.isInt()).as(path).isTrue();
            case LONG -> {
                if (schema.getLogicalType() == null) {
                    assertThat(value.isIntegralNumber()).as(path).isTrue();
                } else {
                    assertThat(value.asText())
                            .as(path)
                            .matches("2026-03-0[23]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]\\.[0-9]{6}Z");
                }
            }
            default -> throw new AssertionError(path + ": " + schema);
        }
        seen.add(path);
    }

    private static List<String> lines(InputFiles input) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path file : input.files()) {
            lines.addAll(new String(Files.readAllBytes(file), UTF_8).lines().toList());
        }
        return lines;
    }
}
