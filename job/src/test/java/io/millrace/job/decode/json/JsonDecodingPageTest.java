package io.millrace.job.decode.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.config.DecodeConfig;
import io.millrace.job.config.DecodeConfig.DuplicateKeys;
import io.millrace.job.config.DecodeConfig.UnknownFields;
import io.millrace.job.config.DecodeConfig.Unwrap;
import io.millrace.job.decode.DecodeConfigs;
import io.millrace.job.decode.unwrap.Records;
import io.millrace.job.decode.unwrap.Unwrapper;
import io.millrace.job.record.RecordMeta;
import io.millrace.job.record.SlotRow;
import io.millrace.job.testkit.Messages;
import io.millrace.job.testkit.PageCells;
import io.millrace.job.testkit.ShortTypes;
import io.millrace.model.RawMessage;
import io.millrace.model.Rejection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Executes the tables of the page on JSON decoding: each row that has a result is a test. */
final class JsonDecodingPageTest {

    private static final Path PAGE =
            Path.of(System.getProperty("project.root", "..")).resolve("docs/reference/json-decoding.md");

    /** For each header of a table that is executed: what a row's cells but the last give, as the last is written. */
    private static final Map<String, Function<String[], String>> TABLES = Map.of(
            "record | becomes", cells -> record(Decoding.of("record<a int, b string?>"), cells[0]),
            "schema | record | becomes", cells -> record(Decoding.of(PageCells.text(cells[0])), cells[1]),
            "type | JSON | becomes", cells -> field(cells[0], cells[1]),
            "duplicate-keys | schema | record | becomes",
                    cells -> record(
                            Decoding.of(
                                    DecodeConfigs.with(DuplicateKeys.valueOf(cells[0].toUpperCase(Locale.ROOT))),
                                    PageCells.text(cells[1])),
                            cells[2]),
            "unknown-fields | schema | record | becomes",
                    cells -> record(
                            Decoding.of(
                                    DecodeConfigs.with(UnknownFields.valueOf(cells[0].toUpperCase(Locale.ROOT))),
                                    PageCells.text(cells[1])),
                            cells[2]),
            "unwrap | body | records", cells -> records(cells[0], cells[1]));

    @TestFactory
    Stream<DynamicTest> whatThePageSaysHappens() throws IOException {
        return rows().stream()
                .map(row -> DynamicTest.dynamicTest(row.line() + ": " + String.join(" | ", row.cells()), () -> {
                    String[] cells = row.cells();
                    assertThat(TABLES.get(row.header()).apply(cells)).isEqualTo(cells[cells.length - 1]);
                }));
    }

    @Test
    void everyTypeOfASchemaIsOnThePage() throws IOException {
        List<String> types = rows().stream()
                .filter(row -> row.header().startsWith("type"))
                .map(row -> PageCells.text(row.cells()[0]).split("[(<?]")[0])
                .distinct()
                .toList();
        assertThat(types).containsExactlyInAnyOrderElementsOf(ShortTypes.NAMES);
    }

    private static List<PageCells.Row> rows() throws IOException {
        List<PageCells.Row> rows = PageCells.rows(Files.readString(PAGE), TABLES.keySet());
        assertThat(rows.stream().map(PageCells.Row::header).distinct())
                .as("executed tables")
                .containsExactlyInAnyOrderElementsOf(TABLES.keySet());
        return rows;
    }

    private static String field(String type, String json) {
        Decoding decoding = Decoding.of(ShortTypes.event(PageCells.text(type)));
        byte[] before = PageCells.bytes("{\"f\":" + PageCells.text(json) + "}");
        SlotRow row = decoding.decode(before);
        return row == null ? rejected(decoding.rejection(), "f") : "`" + decoding.shownFirst(row) + "`";
    }

    private static String record(Decoding decoding, String json) {
        SlotRow row = decoding.decode(PageCells.bytes(PageCells.text(json)));
        return row == null ? rejected(decoding.rejection(), null) : "`" + decoding.shown(row) + "`";
    }

    private static String rejected(Rejection why, String impliedPath) {
        boolean implied = why.fieldPath() == null || why.fieldPath().equals(impliedPath);
        return "rejected, " + why.kind().label() + (implied ? "" : " at " + why.fieldPath()) + ": expected "
                + why.expected() + ", but found " + why.actual();
    }

    private static String records(String layers, String body) {
        Unwrap[] unwrap = Arrays.stream(layers.split(", "))
                .filter(name -> !name.isEmpty())
                .map(name -> Unwrap.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_')))
                .toArray(Unwrap[]::new);
        DecodeConfig config = DecodeConfigs.with(unwrap);
        Decoding decoding = Decoding.of(config, "record<a int>");
        StringJoiner result = new StringJoiner(" ");
        RawMessage message = Messages.message("m", "");
        try (Unwrapper unwrapper = Unwrapper.of(config, null)) {
            RawMessage filled =
                    new RawMessage(message.id(), PageCells.body(body), message.attributes(), message.origin());
            unwrapper.unwrap(filled, new Records() {
                @Override
                public void record(RecordMeta record) {
                    SlotRow row = decoding.decoder().decode(record.payload(), record.offset(), record.length());
                    result.add(
                            row == null
                                    ? "record " + record.index() + " "
                                            + decoding.rejection().kind().label()
                                    : "`" + decoding.shown(row) + "`");
                }

                @Override
                public void broken(RecordMeta piece, Rejection why) {
                    String what = piece.index() < 0 ? "message" : "record " + piece.index();
                    result.add(what + " " + why.kind().label());
                }
            });
        }
        return result.toString();
    }
}
