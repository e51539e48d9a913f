package io.millrace.job.ddl;

import static java.util.stream.Collectors.joining;

import io.millrace.job.ddl.OutputTable.Column;
import io.millrace.job.ddl.OutputTable.Format;
import io.millrace.job.ddl.OutputTable.Partition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.Schema;

/**
 * A table of Spark. Where every directory is a column, Spark finds them and reads only the directories that a query needs;
 * otherwise it reads all files below the path.
 */
final class SparkDdl {

    private SparkDdl() {}

    static String of(OutputTable table) {
        boolean discoverable = table.layout().discoverable();
        List<Column> columns = new ArrayList<>(discoverable ? table.columns() : all(table));
        List<Partition> partitions = discoverable ? table.named() : List.of();
        partitions.forEach(partition -> columns.add(new Column(partition.name(), partition.type())));
        String name = HiveText.table(table.name());
        boolean csv = table.format() == Format.CSV;
        SqlTypes names = new Types(csv);
        Function<Schema, Optional<String>> types = csv ? names::cell : names::of;
        StringBuilder ddl = new StringBuilder();
        if (table.files().path().isS3()) {
            ddl.append("-- Where Spark reads S3 through Hadoop's own file system, write s3a:// instead of s3://.\n");
        }
        if (table.format() == Format.AVRO) {
            ddl.append("-- Needs Spark's own module spark-avro.\n");
        }
        ddl.append(HiveText.missing(columns, types, "Spark"));
        ddl.append("CREATE TABLE IF NOT EXISTS ").append(name).append(" (\n");
        ddl.append(HiveText.columns(columns, types)).append("\n)\n");
        ddl.append("USING ")
                .append(
                        table.format() == Format.NDJSON
                                ? "JSON"
                                : table.format().name())
                .append('\n');
        List<String> options = new ArrayList<>();
        if (csv) {
            // A quote in a text is doubled, and a text may hold line ends.
            options.addAll(List.of("'header' = '" + table.header() + "'", "'escape' = '\"'", "'multiLine' = 'true'"));
        }
        if (!discoverable) {
            options.add("'recursiveFileLookup' = 'true'");
        }
        if (!options.isEmpty()) {
            ddl.append("OPTIONS (").append(String.join(", ", options)).append(")\n");
        }
        if (!partitions.isEmpty()) {
            ddl.append("PARTITIONED BY (")
                    .append(partitions.stream()
                            .map(partition -> HiveText.quoted(partition.name()))
                            .collect(joining(", ")))
                    .append(")\n");
        }
        ddl.append("LOCATION ").append(HiveText.literal(table.location())).append(";\n");
        if (!partitions.isEmpty()) {
            ddl.append("\n-- Finds the directories that there are; again, when there are new ones.\n")
                    .append("MSCK REPAIR TABLE ")
                    .append(name)
                    .append(";\n");
        }
        return ddl.toString();
    }

    private static List<Column> all(OutputTable table) {
        return table.layout().fileSchema().avro().getFields().stream()
                .map(field -> new Column(field.name(), field.schema()))
                .toList();
    }

    private static final class Types extends SqlTypes {

        /** CSV has texts for what Spark's reader of CSV cannot read as bytes or has no type for. */
        private final boolean csv;

        Types(boolean csv) {
            this.csv = csv;
        }

        @Override
        Optional<String> scalar(Scalar type) {
            return switch (type) {
                case BOOLEAN -> Optional.of("BOOLEAN");
                case INT -> Optional.of("INT");
                case LONG -> Optional.of("BIGINT");
                case FLOAT -> Optional.of("FLOAT");
                case DOUBLE -> Optional.of("DOUBLE");
                case TEXT -> Optional.of("STRING");
                case BYTES -> Optional.of(csv ? "STRING" : "BINARY");
                case DATE -> Optional.of("DATE");
                case TIMESTAMP -> Optional.of("TIMESTAMP");
                case LOCAL_TIMESTAMP -> Optional.of("TIMESTAMP_NTZ");
                case TIME_OF_DAY -> csv ? Optional.of("STRING") : Optional.empty();
            };
        }

        @Override
        String decimal(int precision, int scale) {
            return "DECIMAL(" + precision + ", " + scale + ")";
        }

        @Override
        String array(String element) {
            return "ARRAY<" + element + ">";
        }

        @Override
        String map(String value) {
            return "MAP<STRING, " + value + ">";
        }

        @Override
        String field(String name, String type) {
            return HiveText.quoted(name) + ": " + type;
        }

        @Override
        String struct(List<String> fields) {
            return "STRUCT<" + String.join(", ", fields) + ">";
        }
    }
}
