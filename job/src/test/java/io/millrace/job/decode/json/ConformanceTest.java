package io.millrace.job.decode.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.decode.DecodeConfigs;
import io.millrace.job.testkit.PageCells;
import io.millrace.model.ErrorKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What every JSON parser must take and must refuse, and what we decided where RFC 8259 leaves it open. Each text is a value
 * of a field that the schema does not know, an element in it, and the whole record: nothing is skipped unread.
 */
final class ConformanceTest {

    @TestFactory
    Stream<DynamicTest> valuesAreTaken() throws IOException {
        return cases("values.txt")
                .map(json -> DynamicTest.dynamicTest("<" + json + ">", () -> {
                    for (byte[] record : placesFor(json)) {
                        assertThat(judge(record)).as(shown(record)).isNull();
                        assertThat(Tree.parse(record)).as("Jackson agrees").isNotNull();
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> whatIsNoValueIsRefusedAsMalformed() throws IOException {
        return cases("not-values.txt")
                .map(json -> DynamicTest.dynamicTest("<" + json + ">", () -> {
                    for (byte[] record : placesFor(json)) {
                        assertThat(judge(record)).as(shown(record)).isEqualTo(ErrorKind.MALFORMED);
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> everyBeginningOfARecordIsRefusedAsMalformed() {
        String record = "{\"x\":[{\"y\":\"\\ud83d\\ude00å\",\"z\":-1.5e+10},true,false,null],\"text\":\"a\"}";
        byte[] bytes = record.getBytes(StandardCharsets.UTF_8);
        return IntStream.range(0, bytes.length)
                .mapToObj(length -> DynamicTest.dynamicTest(length + " bytes", () -> {
                    assertThat(judge(Arrays.copyOf(bytes, length))).isEqualTo(ErrorKind.MALFORMED);
                }));
    }

    @TestFactory
    Stream<DynamicTest> aRecordMayBeAnyObjectAndNothingElse() throws IOException {
        return cases("values.txt")
                .map(json -> DynamicTest.dynamicTest("<" + json + ">", () -> {
                    byte[] record = PageCells.bytes(json);
                    boolean isObject = json.startsWith("{");
                    assertThat(judge(record)).isEqualTo(isObject ? null : ErrorKind.TYPE_MISMATCH);
                }));
    }

    @TestFactory
    Stream<DynamicTest> theDepthOfNestingIsLimitedWhereverItIs() {
        return Stream.of("{\"x\":%s}", "{\"x\":{\"y\":%s}}", "{\"nested\":{\"x\":%s}}", "{\"list\":[{\"x\":%s}]}")
                .map(around -> DynamicTest.dynamicTest(around, () -> {
                    int outer = (int)
                            around.chars().filter(c -> c == '{' || c == '[').count();
                    assertThat(depth(around, 64 - outer)).isNull();
                    assertThat(depth(around, 64 - outer + 1)).isEqualTo(ErrorKind.LIMIT);
                    assertThat(depth(around, 100_000)).isEqualTo(ErrorKind.LIMIT);
                }));
    }

    private static ErrorKind depth(String around, int levels) {
        String value = "[".repeat(levels) + "]".repeat(levels);
        return judge(around.formatted(value).getBytes(StandardCharsets.UTF_8));
    }

    /** Null when a record is taken, otherwise the kind of its rejection. */
    private static ErrorKind judge(byte[] record) {
        Decoding decoding = Decoding.of(
                DecodeConfigs.DEFAULTS,
                "record<text string?, nested record<inner int?>?, list array<record<inner int?>>?>");
        return decoding.decode(record) == null ? decoding.rejection().kind() : null;
    }

    private static List<byte[]> placesFor(String json) {
        return Stream.of(
                        "{\"x\":%s}", "{\"x\":[0,%s,1]}", "{\"text\":null,\"x\":{\"y\":%s}}", "{\"nested\":{\"x\":%s}}")
                .map(place -> PageCells.bytes(place.replace("%s", json)))
                .toList();
    }

    private static Stream<String> cases(String file) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("src/test/resources/json", file));
        return lines.stream().filter(line -> !line.startsWith("## ")).map(line -> line.replace("‹empty›", ""));
    }

    private static String shown(byte[] record) {
        return IntStream.range(0, record.length)
                .mapToObj(i ->
                        record[i] > ' ' && record[i] < 0x7F ? String.valueOf((char) record[i]) : "‹" + record[i] + "›")
                .collect(Collectors.joining());
    }
}
