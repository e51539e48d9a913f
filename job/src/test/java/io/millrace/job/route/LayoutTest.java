package io.millrace.job.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.config.Directory;
import io.millrace.job.config.EventTimeConfig;
import io.millrace.job.config.RouteConfig;
import io.millrace.job.config.RouteConfig.Distribution;
import io.millrace.job.config.RouteConfig.EmptyText;
import io.millrace.job.config.UnfitException;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.record.RoutedRecord;
import io.millrace.job.testkit.JsonRows;
import io.millrace.model.Rejection;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.Schema;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LayoutTest {

    private static final RecordSchema SCHEMA = RecordSchema.of(
            new Schema.Parser()
                    .parse(
                            """
            {"type": "record", "name": "Event", "fields": [
              {"name": "id", "type": "long"},
              {"name": "collection", "type": ["null", "string"]},
              {"name": "ledger_sequence", "type": "long"},
              {"name": "kind", "type": {"type": "enum", "name": "Kind", "symbols": ["A", "B"]}},
              {"name": "good", "type": "boolean"},
              {"name": "small", "type": ["null", "int"]},
              {"name": "born", "type": {"type": "int", "logicalType": "date"}},
              {"name": "big", "type": {"type": "bytes", "logicalType": "decimal", "precision": 20, "scale": 0}},
              {"name": "price", "type": {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}},
              {"name": "at", "type": {"type": "long", "logicalType": "timestamp-micros"}},
              {"name": "daytime", "type": {"type": "long", "logicalType": "time-micros"}},
              {"name": "weight", "type": "double"},
              {"name": "geo", "type": ["null", {"type": "record", "name": "Geo", "fields": [
                {"name": "country", "type": "string"}]}]}]}
            """));

    private static final String ROW =
            """
            {"id": 7, "collection": "users", "ledger_sequence": 123456, "kind": "B", "good": true, "small": -3,
             "born": "1999-12-31", "big": 18446744073709551615, "price": 1.50, "at": "2025-01-15T10:20:30Z",
             "daytime": "10:20:30", "weight": 1.5, "geo": {"country": "DE"}}""";

    private static final long TIME = micros(Instant.parse("2025-01-15T10:20:30Z"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "date-hour    | 2025/01/15/10",
                "date         | 2025/01/15",
                "hour         | year=2025/month=01/day=15/hour=10",
                "hive         | collection=users/year=2025/month=01/day=15/hour=10",
                "collection   | users",
                "ledger-day   | year=2025/month=01/day=15",
                "ledger-range | ledgers/120000-129999",
                "flat         | ''",
            })
    void aNamedLayoutHasTheseDirectories(String name, String partition) throws Exception {
        assertThat(partition(config(layout(name)), row(ROW), TIME)).isEqualTo(partition);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text:v1                            | v1",
                "source=text:web                    | source=web",
                "kind=field:kind                    | kind=B",
                "good=field:good                    | good=true",
                "small=field:small                  | small=-3",
                "born=field:born                    | born=1999-12-31",
                "id=field:id                        | id=7",
                "country=field:geo.country          | country=DE",
                "field:geo.country                  | DE",
                "day=time:date                      | day=2025-01-15",
                "time:hour                          | 10",
                "r=range:ledger_sequence/64         | r=123456-123519",
                "range:small/10                     | -10--1",
                "range:id/1                         | 7-7",
                "text:a,field:kind,time:year,text:b,time:day,field:id | a/B/2025/b/15/7",
            })
    void aTemplateHasTheDirectoriesThatItNames(String directories, String partition) throws Exception {
        assertThat(partition(template(directories), row(ROW), TIME)).isEqualTo(partition);
    }

    @Test
    void aNullIsWhatReadersTakeForNull() throws Exception {
        RowData row = row(ROW.replace("\"users\"", "null").replace("{\"country\": \"DE\"}", "null"));
        assertThat(partition(template("collection=field:collection,c=field:geo.country"), row, TIME))
                .isEqualTo("collection=__HIVE_DEFAULT_PARTITION__/c=__HIVE_DEFAULT_PARTITION__");
        assertThat(partition(template("field:collection"), row, TIME)).isEqualTo("null");
        assertThat(partition(template("field:collection"), row(ROW.replace("users", "null")), TIME))
                .isEqualTo("%6Eull");
        RowData small = row(ROW.replace("\"small\": -3", "\"small\": null"));
        assertThat(partition(template("range:small/10,s=range:small/10"), small, TIME))
                .isEqualTo("null/s=__HIVE_DEFAULT_PARTITION__");
    }

    @Test
    void anEmptyTextIsRejectedOrWhereNullsAre() throws Exception {
        RowData row = row(ROW.replace("users", ""));
        Rejection rejection = rejection(template("collection=field:collection"), row);
        assertThat(rejection.message()).isEqualTo("no directory can be called after an empty text");
        assertThat(rejection.fieldPath()).isEqualTo("collection");
        assertThat(rejection.actual()).isEqualTo("''");
        RouteConfig asNull = config("template", "collection=field:collection", EmptyText.AS_NULL, false, "UTC");
        assertThat(partition(asNull, row, TIME)).isEqualTo("collection=__HIVE_DEFAULT_PARTITION__");
    }

    @Test
    void whatNoDirectoryCanBeCalledIsRejectedWithItsField() {
        assertThat(rejection(
                                template("collection=field:collection"),
                                row(ROW.replace("users", "__HIVE_DEFAULT_PARTITION__")))
                        .message())
                .isEqualTo("no directory can be called after the text, which readers take for no value");
        Rejection tooLong =
                rejection(template("collection=field:collection"), row(ROW.replace("users", "x".repeat(245))));
        assertThat(tooLong.message()).isEqualTo("the name of a directory would be too long");
        assertThat(tooLong.expected()).isEqualTo("a name of at most 255 bytes");
        assertThat(tooLong.actual()).isEqualTo("256 bytes");
        String three = "field:collection,field:collection,field:collection";
        assertThat(rejection(template(three), row(ROW.replace("users", "é".repeat(127)))))
                .satisfies(together -> {
                    assertThat(together.message()).isEqualTo("the directories' names would be too long together");
                    assertThat(together.actual()).isEqualTo("764 bytes");
                });
        assertThat(rejection(template("range:big/10"), row(ROW)).expected()).isEqualTo("a number of 64 bits");
        GenericRowData far = (GenericRowData) row(ROW);
        far.setField(6, Integer.MAX_VALUE);
        assertThat(rejection(template("field:born"), far).message())
                .isEqualTo("no directory can be called after the date");
    }

    @Test
    void aRejectedRowLeavesTheNextOneItsOwnDirectory() throws Exception {
        Partitioner partitioner =
                Layout.of(template("collection=field:collection"), SCHEMA).partitioner();
        RowData users = row(ROW);
        assertThat(partitioner.partition(users, TIME)).isEqualTo("collection=users");
        assertThatThrownBy(() -> partitioner.partition(row(ROW.replace("users", "x".repeat(300))), TIME))
                .isInstanceOf(UnroutableException.class);
        assertThat(partitioner.partition(users, TIME)).isEqualTo("collection=users");
        assertThatThrownBy(() -> partitioner.partition(row(ROW.replace("users", "x".repeat(300))), TIME))
                .isInstanceOf(UnroutableException.class);
    }

    @Test
    void equalDirectoriesAreOneObjectForTheWriterToLookUp() throws Exception {
        Partitioner partitioner = Layout.of(template("collection=field:collection,time:day"), SCHEMA)
                .partitioner();
        String first = partitioner.partition(row(ROW), TIME);
        partitioner.partition(row(ROW.replace("users", "orders")), TIME);
        assertThat(partitioner.partition(row(ROW), TIME + 3_600_000_000L)).isSameAs(first);
    }

    @Test
    void moreDirectoriesThanAreRememberedAreStillEachItsOwn() throws Exception {
        Partitioner partitioner = Layout.of(template("id=field:id"), SCHEMA).partitioner();
        GenericRowData row = (GenericRowData) row(ROW);
        for (int round = 0; round < 2; round++) {
            for (long id = 0; id < 20_000; id++) {
                row.setField(0, id);
                assertThat(partitioner.partition(row, TIME)).isEqualTo("id=" + id);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "field:nothing  | has no field 'nothing'; its fields are [id, collection",
                "field:geo.city | has no field 'geo.city'",
                "field:weight   | a directory is called after a text, a whole number, a boolean or a date, but the field 'weight' is DOUBLE",
                "field:at       | but the field 'at' is TIMESTAMP_LTZ(6) NOT NULL; use 'time:' for parts of the event's time",
                "field:daytime  | but the field 'daytime' is BIGINT",
                "field:price    | but the field 'price' is DECIMAL(9, 2)",
                "field:geo      | but the field 'geo' is ROW",
                "range:kind/5   | a range is of whole numbers, but the field 'kind' is STRING",
                "range:born/5   | a range is of whole numbers, but the field 'born' is DATE",
                "kind=field:id  | the directory 'kind=field:id' makes a column 'kind', but a field of the rows has this name, too",
                "Id=field:id    | the directory 'Id=field:id' makes a column 'Id', but a field of the rows has this name, too",
                "at=time:date   | the directory 'at=time:date' makes a column 'at', but a field of the rows has this name, too",
            })
    void aDirectoryThatDoesNotFitTheSchemaIsRefusedWhenTheJobIsBuilt(String directory, String message) {
        assertThatThrownBy(() -> Layout.of(template(directory), SCHEMA))
                .isInstanceOfSatisfying(
                        UnfitException.class, unfit -> assertThat(unfit.key()).isEqualTo("route.template"))
                .hasMessageContaining(message);
    }

    @Test
    void aRefusalIsAtTheKeyThatNamesTheField() {
        RecordSchema other = SCHEMA.without(List.of("collection", "ledger_sequence"));
        assertThatThrownBy(() -> Layout.of(config(RouteConfig.Layout.HIVE), other))
                .isInstanceOfSatisfying(
                        UnfitException.class, unfit -> assertThat(unfit.key()).isEqualTo("route.collection"));
        assertThatThrownBy(() -> Layout.of(config(RouteConfig.Layout.LEDGER_RANGE), other))
                .isInstanceOfSatisfying(
                        UnfitException.class, unfit -> assertThat(unfit.key()).isEqualTo("route.ledger"));
    }

    @Test
    void aColumnOfTheDirectoriesIsNotInTheFilesUnlessItIsAskedFor() {
        assertThat(Layout.of(config(RouteConfig.Layout.HIVE), SCHEMA).fileSchema())
                .isEqualTo(SCHEMA.without(List.of("collection")));
        String three = "text:v1,kind=field:kind,country=field:geo.country,day=time:date";
        assertThat(Layout.of(template(three), SCHEMA).fileSchema()).isEqualTo(SCHEMA.without(List.of("kind")));
        RouteConfig kept = config("template", three, EmptyText.REJECT, true, "UTC");
        assertThat(Layout.of(kept, SCHEMA).fileSchema()).isEqualTo(SCHEMA);
        // A reader that does not find all directories by itself would not find this column either.
        assertThat(Layout.of(template("kind=field:kind,time:year"), SCHEMA).fileSchema())
                .isEqualTo(SCHEMA);
        assertThat(Layout.of(config(RouteConfig.Layout.COLLECTION), SCHEMA).fileSchema())
                .isEqualTo(SCHEMA);
    }

    @Test
    void filesNeedAColumnOfTheirOwn() {
        RecordSchema one = SCHEMA.without(SCHEMA.rowType().getFieldNames().subList(1, 13));
        assertThatThrownBy(() -> Layout.of(template("id=field:id"), one))
                .isInstanceOf(UnfitException.class)
                .hasMessage("route.template: the schema Event has no field besides id");
    }

    @Test
    void onlyPartsOfTheTimeNeedATime() throws Exception {
        assertThat(Layout.of(config(RouteConfig.Layout.HIVE), SCHEMA).needsTime())
                .isTrue();
        Layout ranges = Layout.of(config(RouteConfig.Layout.LEDGER_RANGE), SCHEMA);
        assertThat(ranges.needsTime()).isFalse();
        assertThat(ranges.partitioner().partition(row(ROW), RoutedRecord.NO_EVENT_TIME))
                .isEqualTo("ledgers/120000-129999");
    }

    /** One row of the property below. */
    private record Case(long micros, long number, String text) {}

    /** Reads the path back and asks the row: whatever came before it, in zones of all kinds, at any time. */
    @Property(tries = 1_000)
    void everyRowSatisfiesTheDirectoriesOfItsPath(
            @ForAll("zones") String zone, @ForAll("widths") long width, @ForAll("cases") List<Case> cases)
            throws Exception {
        String directories = "text:v1,c=field:collection,y=time:year,m=time:month,d=time:day,h=time:hour,"
                + "date=time:date,r=range:ledger_sequence/" + width + ",n=field:id";
        Partitioner partitioner = Layout.of(config("template", directories, EmptyText.REJECT, false, zone), SCHEMA)
                .partitioner();
        GenericRowData row = (GenericRowData) row(ROW);
        for (Case one : cases) {
            row.setField(0, one.number());
            row.setField(1, StringData.fromString(one.text()));
            row.setField(2, one.number());
            String path = partitioner.partition(row, one.micros());

            assertThat(path).startsWith("v1/c=");
            Map<String, String> values = new LinkedHashMap<>();
            for (String segment : path.substring(3).split("/", -1)) {
                values.put(segment.split("=", -1)[0], segment.split("=", -1)[1]);
            }
            ZonedDateTime local = ZonedDateTime.ofInstant(
                    Instant.EPOCH.plus(one.micros(), java.time.temporal.ChronoUnit.MICROS), ZoneId.of(zone));
            assertThat(values.get("y") + values.get("m") + values.get("d") + values.get("h"))
                    .isEqualTo(DateTimeFormatter.ofPattern("uuuuMMddHH").format(local));
            assertThat(values).containsEntry("date", local.toLocalDate().toString());
            assertThat(values).containsEntry("n", Long.toString(one.number()));
            assertThat(values).containsEntry("c", PartitionPath.escaped(one.text()));
            assertInRange(values.get("r"), one.number(), width);
        }
    }

    private static void assertInRange(String range, long number, long width) {
        int dash = range.indexOf('-', 1);
        BigInteger start = new BigInteger(range.substring(0, dash));
        BigInteger end = new BigInteger(range.substring(dash + 1));
        assertThat(BigInteger.valueOf(number)).isBetween(start, end);
        BigInteger size = end.subtract(start).add(BigInteger.ONE);
        boolean atTheEnd = start.longValueExact() == Long.MIN_VALUE || end.longValueExact() == Long.MAX_VALUE;
        if (atTheEnd) {
            assertThat(size).isLessThanOrEqualTo(BigInteger.valueOf(width));
        } else {
            assertThat(size).isEqualTo(BigInteger.valueOf(width));
            assertThat(start.mod(BigInteger.valueOf(width))).isZero();
        }
    }

    @Provide
    Arbitrary<String> zones() {
        return Arbitraries.of(
                "UTC",
                "Europe/Berlin",
                "America/New_York",
                "Asia/Kathmandu",
                "Australia/Lord_Howe",
                "Pacific/Apia",
                "Africa/Monrovia",
                "-18:00");
    }

    @Provide
    Arbitrary<Long> widths() {
        return Arbitraries.oneOf(
                Arbitraries.of(1L, 64L, 10_000L), Arbitraries.longs().between(1, 1_000_000_000_000_000L));
    }

    /** Late and early, at the ends of years, around changes of clocks, before 1970, at both ends of numbers. */
    @Provide
    Arbitrary<List<Case>> cases() {
        Arbitrary<Long> instants = Arbitraries.oneOf(
                Arbitraries.longs().between(EventTime.MIN_MICROS, EventTime.MAX_MICROS),
                Arbitraries.of(
                                "2026-03-29T01:00:00Z",
                                "2026-10-25T01:00:00Z",
                                "2026-11-01T06:00:00Z",
                                "2025-12-31T23:59:59.999999Z",
                                "2024-02-29T00:00:00Z",
                                "1969-12-31T23:59:59.999999Z",
                                "2011-12-30T10:00:00Z",
                                "0001-01-02T00:00:00Z")
                        .map(text -> micros(Instant.parse(text)))
                        .flatMap(near -> Arbitraries.longs()
                                .between(-7_200_000_000L, 7_200_000_000L)
                                .map(step -> Math.max(EventTime.MIN_MICROS, near + step))));
        Arbitrary<Long> numbers = Arbitraries.oneOf(
                Arbitraries.longs(),
                Arbitraries.longs().between(-100_000, 100_000),
                Arbitraries.of(Long.MIN_VALUE, Long.MAX_VALUE));
        Arbitrary<String> texts = Arbitraries.of("a", "b", "null", "a/b", "..", "größe", "a=b", "%41");
        return Combinators.combine(instants, numbers, texts)
                .as(Case::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    private static RouteConfig.Layout layout(String name) {
        return RouteConfig.Layout.valueOf(
                name.toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
    }

    private static RouteConfig config(RouteConfig.Layout layout) {
        return RouteConfig.of(layout, eventTime("UTC"));
    }

    private static RouteConfig template(String directories) {
        return config("template", directories, EmptyText.REJECT, false, "UTC");
    }

    private static RouteConfig config(
            String layout, String directories, EmptyText emptyText, boolean keepColumns, String zone) {
        List<Directory> template = new ArrayList<>();
        Arrays.stream(directories.split(",", -1)).map(Directory::parse).forEach(template::add);
        return new RouteConfig(
                layout(layout),
                "collection",
                "ledger_sequence",
                10_000,
                template,
                emptyText,
                keepColumns,
                Distribution.NONE,
                eventTime(zone));
    }

    private static EventTimeConfig eventTime(String zone) {
        return new EventTimeConfig(
                "at", ZoneId.of(zone), EventTimeConfig.Fallback.REJECT, Duration.ofDays(1), Duration.ofDays(1));
    }

    private static String partition(RouteConfig config, RowData row, long micros) throws Exception {
        return Layout.of(config, SCHEMA).partitioner().partition(row, micros);
    }

    private static Rejection rejection(RouteConfig config, RowData row) {
        return org.assertj.core.api.Assertions.catchThrowableOfType(
                        UnroutableException.class, () -> partition(config, row, TIME))
                .rejection();
    }

    private static RowData row(String json) {
        return JsonRows.row(json, SCHEMA);
    }

    private static long micros(Instant instant) {
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000;
    }
}
