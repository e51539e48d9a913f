package io.millrace.job.ddl;

import static java.util.stream.Collectors.joining;

import io.millrace.job.config.Directory;
import io.millrace.job.config.Directory.TimePart;
import io.millrace.job.ddl.OutputTable.Column;
import io.millrace.job.ddl.OutputTable.Format;
import io.millrace.job.ddl.OutputTable.Partition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.Schema;

/**
 * An external table of Athena. Directories that are called after the time need no one to add them: Athena projects them.
 * Columns with a field's value are found by {@code MSCK REPAIR TABLE} where the layout is discoverable; where it is not, a
 * query has to say which value it wants.
 */
final class AthenaDdl {

    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 2100;

    private final OutputTable table;
    private final Function<Schema, Optional<String>> types;
    private final List<Partition> directories;
    private final boolean projected;

    private AthenaDdl(OutputTable table) {
        this.table = table;
        // Athena's reader of CSV gives texts, and takes what is nothing for no number.
        this.types = table.format() == Format.CSV ? type -> Optional.of("string") : new Types(table.format())::of;
        this.directories = table.all();
        boolean known = directories.stream().map(Partition::directory).allMatch(AthenaDdl::isKnown);
        this.projected = !directories.isEmpty() && (known || !table.layout().discoverable());
    }

    static String of(OutputTable table) {
        if (!table.files().path().isS3()) {
            throw new IllegalArgumentException("Athena reads S3 only, but output.files.path is '"
                    + table.files().path() + "'; try --set output.files.path=s3://BUCKET/PREFIX");
        }
        return new AthenaDdl(table).ddl();
    }

    /** All of its values can be told without looking. */
    private static boolean isKnown(Directory directory) {
        return directory instanceof Directory.Time || directory instanceof Directory.Text;
    }

    private List<Partition> partitions() {
        return directories.stream()
                .filter(partition -> partition.name() != null)
                .toList();
    }

    private String ddl() {
        String name = HiveText.table(table.name());
        StringBuilder ddl = new StringBuilder();
        comments(ddl);
        ddl.append("CREATE EXTERNAL TABLE IF NOT EXISTS ").append(name).append(" (\n");
        ddl.append(HiveText.columns(table.columns(), types)).append("\n)\n");
        if (!partitions().isEmpty()) {
            List<Column> columns = partitions().stream()
                    .map(partition -> new Column(partition.name(), partition.type()))
                    .toList();
            ddl.append("PARTITIONED BY (\n")
                    .append(HiveText.columns(columns, new Types(Format.PARQUET)::of))
                    .append("\n)\n");
        }
        ddl.append(reader());
        ddl.append("LOCATION ").append(HiveText.literal(table.location() + "/"));
        Map<String, String> properties = properties();
        if (!properties.isEmpty()) {
            ddl.append("\nTBLPROPERTIES (\n")
                    .append(properties.entrySet().stream()
                            .map(property -> "  " + HiveText.literal(property.getKey()) + " = "
                                    + HiveText.literal(property.getValue()))
                            .collect(joining(",\n")))
                    .append("\n)");
        }
        ddl.append(";\n");
        if (!projected && !directories.isEmpty()) {
            ddl.append(
                            "\n-- Finds the directories that there are; again, when there are new ones. A single one is added by\n")
                    .append("--   ALTER TABLE ")
                    .append(name)
                    .append(" ADD IF NOT EXISTS PARTITION (")
                    .append(partitions().stream()
                            .map(partition -> HiveText.quoted(partition.name()) + " = …")
                            .collect(joining(", ")))
                    .append(") LOCATION 's3://…/'\n")
                    .append("MSCK REPAIR TABLE ")
                    .append(name)
                    .append(";\n");
        }
        return ddl.toString();
    }

    private String reader() {
        return switch (table.format()) {
            case PARQUET -> "STORED AS PARQUET\n";
            case NDJSON -> "ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'\n";
            // A quote in a text is doubled. The reader wants an escape character, too: one that texts do not have.
            case CSV ->
                "ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.OpenCSVSerde'\n"
                        + "WITH SERDEPROPERTIES ('separatorChar' = ',', 'quoteChar' = '\"', 'escapeChar' = '\\001')\n"
                        + "STORED AS TEXTFILE\n";
            case AVRO ->
                "ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.avro.AvroSerDe'\n"
                        + "WITH SERDEPROPERTIES ('avro.schema.literal' = "
                        + HiveText.literal(table.avro().toString()) + ")\n" + "STORED AS AVRO\n";
        };
    }

    private Map<String, String> properties() {
        Map<String, String> properties = projected ? projection() : new LinkedHashMap<>();
        if (table.format() == Format.CSV && table.header()) {
            properties.put("skip.header.line.count", "1");
        }
        return properties;
    }

    private void comments(StringBuilder ddl) {
        if (table.format() == Format.CSV) {
            ddl.append(
                    "-- Every column is a text, to be CAST in queries; null and an empty text are the same. A text with a"
                            + " line end in it breaks its row.\n");
        }
        if (table.format() == Format.AVRO) {
            ddl.append(
                    "-- Of times the reader knows only timestamp-millis; others are their numbers, as in the files.\n");
        }
        ddl.append(HiveText.missing(table.columns(), types, "Athena"));
        boolean years = projected
                && directories.stream()
                        .anyMatch(partition -> partition.directory() instanceof Directory.Time time
                                && (time.part() == TimePart.YEAR || time.part() == TimePart.DATE));
        if (years) {
            ddl.append("-- Rows of years before ")
                    .append(FIRST_YEAR)
                    .append(" and after ")
                    .append(LAST_YEAR)
                    .append(" are not found; a narrower range makes queries faster that name no time.\n");
        }
        List<String> injected = partitions().stream()
                .filter(partition -> projected && !isKnown(partition.directory()))
                .map(Partition::name)
                .toList();
        if (!injected.isEmpty()) {
            ddl.append("-- A query has to say which ")
                    .append(String.join(" and which ", injected))
                    .append(" it wants, as the directory is called: WHERE ")
                    .append(injected.get(0))
                    .append(" = '…'.\n");
        }
    }

    private Map<String, String> projection() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("projection.enabled", "true");
        List<String> template = new ArrayList<>(List.of(table.location()));
        for (Partition partition : directories) {
            Directory directory = partition.directory();
            String column = directory.column().map(name -> name + "=").orElse("");
            if (partition.name() == null) {
                template.add(((Directory.Text) directory).text());
                continue;
            }
            template.add(column + "${" + partition.name() + "}");
            String key = "projection." + partition.name() + ".";
            if (directory instanceof Directory.Time time) {
                time(properties, key, time.part());
            } else if (directory instanceof Directory.Text text) {
                properties.put(key + "type", "enum");
                properties.put(key + "values", text.text());
            } else {
                properties.put(key + "type", "injected");
            }
        }
        properties.put("storage.location.template", String.join("/", template) + "/");
        return properties;
    }

    private static void time(Map<String, String> properties, String key, TimePart part) {
        if (part == TimePart.DATE) {
            properties.put(key + "type", "date");
            properties.put(key + "format", "yyyy-MM-dd");
            properties.put(key + "range", FIRST_YEAR + "-01-01," + LAST_YEAR + "-12-31");
            return;
        }
        properties.put(key + "type", "integer");
        properties.put(
                key + "range",
                switch (part) {
                    case YEAR -> FIRST_YEAR + "," + LAST_YEAR;
                    case MONTH -> "1,12";
                    case DAY -> "1,31";
                    case HOUR -> "0,23";
                    case DATE -> throw new IllegalStateException("a date is no integer");
                });
        if (part != TimePart.YEAR) {
            properties.put(key + "digits", "2");
        }
    }

    private static final class Types extends SqlTypes {

        /** JSON has texts for what Athena's reader of JSON cannot read as times or bytes. */
        private final boolean json;

        /** Of Avro's times Athena's reader knows those in milliseconds since 1970; of others it gives the number. */
        private final boolean avro;

        Types(Format format) {
            this.json = format == Format.NDJSON;
            this.avro = format == Format.AVRO;
        }

        @Override
        Optional<String> leaf(Schema schema) {
            String logical = schema.getLogicalType() == null
                    ? ""
                    : schema.getLogicalType().getName();
            boolean number = avro
                    && (logical.startsWith("time-")
                            || logical.startsWith("local-timestamp-")
                            || logical.equals("timestamp-micros"));
            return number ? Optional.of(schema.getType() == Schema.Type.INT ? "int" : "bigint") : super.leaf(schema);
        }

        @Override
        Optional<String> scalar(Scalar type) {
            return switch (type) {
                case BOOLEAN -> Optional.of("boolean");
                case INT -> Optional.of("int");
                case LONG -> Optional.of("bigint");
                case FLOAT -> Optional.of("float");
                case DOUBLE -> Optional.of("double");
                case TEXT -> Optional.of("string");
                case BYTES -> Optional.of(json ? "string" : "binary");
                case DATE -> Optional.of(json ? "string" : "date");
                case TIMESTAMP, LOCAL_TIMESTAMP -> Optional.of(json ? "string" : "timestamp");
                case TIME_OF_DAY -> json ? Optional.of("string") : Optional.empty();
            };
        }

        @Override
        String decimal(int precision, int scale) {
            return "decimal(" + precision + "," + scale + ")";
        }

        @Override
        String array(String element) {
            return "array<" + element + ">";
        }

        @Override
        String map(String value) {
            return "map<string," + value + ">";
        }

        @Override
        String field(String name, String type) {
            return name + ":" + type;
        }

        @Override
        String struct(List<String> fields) {
            return "struct<" + String.join(",", fields) + ">";
        }
    }
}
