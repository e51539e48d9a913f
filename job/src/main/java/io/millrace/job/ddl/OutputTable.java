package io.millrace.job.ddl;

import static java.util.Objects.requireNonNull;

import io.millrace.job.config.Directory;
import io.millrace.job.config.FilesConfig;
import io.millrace.job.config.FormatConfig;
import io.millrace.job.route.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.flink.core.fs.Path;

/**
 * The files of a pipeline's output as a table.
 *
 * @param name the table's, maybe with that of its database and a dot before it
 * @param files where the files are and what they are
 * @param layout their directories and columns
 */
public record OutputTable(String name, FilesConfig files, Layout layout) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*){0,2}");

    public OutputTable {
        requireNonNull(files, "files");
        requireNonNull(layout, "layout");
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "expected a table's name of letters, digits and underscores, such as 'lake.clicks', but got '"
                            + name + "'");
        }
        if (files.format().csv() != null
                && layout.fileSchema().avro().getFields().size()
                        > columns(layout).size()) {
            throw new IllegalArgumentException("a table of CSV files has their columns in their order, and with"
                    + " route.keep-columns one of them is a column of the directories, too; leave it out, or write"
                    + " another format");
        }
    }

    /** What the files are. */
    enum Format {
        PARQUET,
        NDJSON,
        CSV,
        AVRO
    }

    /** A column. */
    record Column(String name, Schema type) {}

    /**
     * A column that is no column of the files but a directory above them.
     *
     * @param type what its values are
     */
    record Partition(String name, Schema type, Directory directory) {}

    /** The columns that are read from the files. */
    List<Column> columns() {
        return columns(layout);
    }

    /** The record whose fields are {@link #columns}. */
    Schema avro() {
        Schema all = layout.fileSchema().avro();
        List<Schema.Field> fields = columns().stream()
                .map(column -> new Schema.Field(all.getField(column.name()), column.type()))
                .toList();
        return Schema.createRecord(all.getName(), all.getDoc(), all.getNamespace(), false, fields);
    }

    private static List<Column> columns(Layout layout) {
        List<String> partitions = layout.directories().stream()
                .flatMap(directory -> directory.column().stream())
                .map(column -> column.value().toLowerCase(Locale.ROOT))
                .toList();
        return layout.fileSchema().avro().getFields().stream()
                .filter(field -> !partitions.contains(field.name().toLowerCase(Locale.ROOT)))
                .map(field -> new Column(field.name(), field.schema()))
                .toList();
    }

    /** The directories that name their column. */
    List<Partition> named() {
        return layout.directories().stream()
                .filter(directory -> directory.column().isPresent())
                .map(directory -> new Partition(directory.column().orElseThrow().value(), type(directory), directory))
                .toList();
    }

    /** All directories behind the fixed ones at the beginning; one that names no column gets a name that is free. */
    List<Partition> all() {
        List<Partition> all = new ArrayList<>();
        List<String> taken = new ArrayList<>(layout.schema().rowType().getFieldNames());
        named().forEach(partition -> taken.add(partition.name()));
        List<Directory> directories = layout.directories();
        for (Directory directory : directories.subList(layout.prefix().size(), directories.size())) {
            String name = directory.column().map(Directory.ColumnName::value).orElse(null);
            if (name == null && !(directory instanceof Directory.Text)) {
                name = free("partition_" + word(directory), taken);
            }
            if (name != null) {
                taken.add(name);
            }
            all.add(new Partition(name, type(directory), directory));
        }
        return all;
    }

    private static String free(String name, List<String> taken) {
        String free = name;
        for (int i = 2; taken.stream().anyMatch(free::equalsIgnoreCase); i++) {
            free = name + "_" + i;
        }
        return free;
    }

    private static String word(Directory directory) {
        if (directory instanceof Directory.Time time) {
            return time.part().word();
        }
        String field =
                directory instanceof Directory.Range range ? range.field() : ((Directory.Field) directory).field();
        return field.substring(field.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private Schema type(Directory directory) {
        if (directory instanceof Directory.Field field) {
            return layout.schema().path(field.field()).avro();
        }
        if (directory instanceof Directory.Time time) {
            return time.part() == Directory.TimePart.DATE
                    ? LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT))
                    : Schema.create(Schema.Type.INT);
        }
        return Schema.create(Schema.Type.STRING);
    }

    Format format() {
        FormatConfig format = files.format();
        if (format.ndjson() != null) {
            return Format.NDJSON;
        }
        if (format.csv() != null) {
            return Format.CSV;
        }
        return format.avro() != null ? Format.AVRO : Format.PARQUET;
    }

    /** How the name of every file ends, with its dot. */
    String extension() {
        return switch (format()) {
            case PARQUET -> ".parquet";
            case AVRO -> ".avro";
            case NDJSON -> ".jsonl" + files.format().ndjson().compression().extension();
            case CSV -> ".csv" + files.format().csv().compression().extension();
        };
    }

    /** True when the first line of each file is its columns' names; only of CSV. */
    boolean header() {
        return files.format().csv().header();
    }

    /** The directory of all files, the fixed ones at the beginning of the layout included; absolute, no slash at its end. */
    String location() {
        StringBuilder location = new StringBuilder(root());
        layout.prefix().forEach(text -> location.append('/').append(text.text()));
        return location.toString();
    }

    /** The output's path, absolute. */
    String root() {
        return new Path(files.path().toUri()).toString();
    }
}
