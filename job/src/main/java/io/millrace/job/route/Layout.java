package io.millrace.job.route;

import static java.util.Objects.requireNonNull;

import io.millrace.job.config.Directory;
import io.millrace.job.config.RouteConfig;
import io.millrace.job.config.UnfitException;
import io.millrace.job.record.FieldPath;
import io.millrace.job.record.RecordSchema;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The directories of a pipeline's output, which fit the schema of its rows.
 *
 * <p>A layout is <em>discoverable</em> when readers find its columns by themselves: every directory is {@code
 * COLUMN=VALUE}, but for fixed ones at the beginning. Only then may a column be left out of the files.
 */
public final class Layout {

    private final RouteConfig config;
    private final RecordSchema schema;
    private final String type;
    private final List<Directory> directories;

    private Layout(RouteConfig config, RecordSchema schema, String type) {
        this.config = requireNonNull(config, "config");
        this.schema = requireNonNull(schema, "schema");
        this.type = type;
        this.directories = type == null
                ? config.directories()
                : Stream.concat(Stream.of(new Directory.Text(null, type)), config.directories().stream())
                        .toList();
    }

    /**
     * The layout for rows of a schema.
     *
     * @throws UnfitException when a field does not exist, no directory can be called after it, or a column of the
     *     directories would be a column of the files with another meaning
     */
    public static Layout of(RouteConfig config, RecordSchema schema) {
        return of(config, schema, null);
    }

    /**
     * The layout for rows of one of several types, all of it in a directory of that type's name.
     *
     * @param type null for rows of the only type
     * @throws UnfitException as the other does
     */
    public static Layout of(RouteConfig config, RecordSchema schema, String type) {
        Layout layout = new Layout(config, schema, type);
        layout.checked(layout::checkColumns);
        layout.checked(layout::partitioner);
        layout.checked(layout::fileSchema);
        return layout;
    }

    /** The type of the rows, where it is one of several. */
    public Optional<String> type() {
        return Optional.ofNullable(type);
    }

    /** The schema of the rows. */
    public RecordSchema schema() {
        return schema;
    }

    /** From the outermost to the innermost. */
    public List<Directory> directories() {
        return directories;
    }

    /** The fixed directories at the beginning, in which all others are. */
    public List<Directory.Text> prefix() {
        List<Directory.Text> prefix = new ArrayList<>();
        for (Directory directory : directories) {
            if (!(directory instanceof Directory.Text text) || text.column().isPresent()) {
                break;
            }
            prefix.add(text);
        }
        return prefix;
    }

    /** True when there are directories behind the {@linkplain #prefix prefix}, and all of them are columns. */
    public boolean discoverable() {
        List<Directory> rest = directories.subList(prefix().size(), directories.size());
        return !rest.isEmpty()
                && rest.stream().allMatch(directory -> directory.column().isPresent());
    }

    /** The schema of what is in the files: without the fields that are columns of the directories. */
    public RecordSchema fileSchema() {
        if (config.keepColumns() || !discoverable()) {
            return schema;
        }
        Set<String> columns = directories.stream()
                .filter(Layout::isItsFieldsColumn)
                .map(directory -> ((Directory.Field) directory).field())
                .collect(Collectors.toSet());
        return columns.isEmpty() ? schema : schema.without(columns);
    }

    /** True when a directory is called after a part of the event's time. */
    public boolean needsTime() {
        return directories.stream().anyMatch(Directory.Time.class::isInstance);
    }

    private static boolean isItsFieldsColumn(Directory directory) {
        return directory instanceof Directory.Field field
                && field.column()
                        .filter(column -> column.value().equals(field.field()))
                        .isPresent();
    }

    /** A column of the directories that is also one of the files must be the same, or readers see one of the two. */
    private void checkColumns() {
        for (Directory directory : directories) {
            directory.column().ifPresent(column -> {
                boolean taken = schema.rowType().getFieldNames().stream().anyMatch(column.value()::equalsIgnoreCase);
                if (taken && !isItsFieldsColumn(directory)) {
                    throw new IllegalArgumentException("the directory '" + directory + "' makes a column '" + column
                            + "', but a field of the rows has this name, too; call one of them otherwise");
                }
            });
        }
    }

    /** What finds a row's directory. */
    Partitioner partitioner() {
        ZoneId zone = config.eventTime().zone();
        List<Object> parts = new ArrayList<>();
        List<Directory> fixed = new ArrayList<>();
        for (Directory directory : directories) {
            if (directory instanceof Directory.Field || directory instanceof Directory.Range) {
                addFixed(fixed, zone, parts);
                parts.add(value(directory));
            } else {
                fixed.add(directory);
            }
        }
        if (parts.isEmpty()) {
            return fixed(fixed, zone);
        }
        addFixed(fixed, zone, parts);
        return new FieldPartitioner(parts);
    }

    private static void addFixed(List<Directory> fixed, ZoneId zone, List<Object> parts) {
        if (!fixed.isEmpty()) {
            parts.add(fixed(fixed, zone));
            fixed.clear();
        }
    }

    /** Directories that are called after no field. */
    private static Partitioner fixed(List<Directory> directories, ZoneId zone) {
        if (directories.stream().anyMatch(Directory.Time.class::isInstance)) {
            return new TimePartitioner(zone, directories);
        }
        String path = directories.stream()
                .map(directory -> (Directory.Text) directory)
                .map(text -> text.column().map(column -> column + "=").orElse("") + text.text())
                .collect(Collectors.joining("/"));
        return (row, micros) -> path;
    }

    private FieldValue value(Directory directory) {
        String column = directory.column().map(Directory.ColumnName::value).orElse(null);
        return directory instanceof Directory.Range range
                ? FieldValue.range(column, field(range.field()), range.width())
                : FieldValue.of(column, field(((Directory.Field) directory).field()), config.emptyText());
    }

    private FieldPath field(String name) {
        return schema.path(name);
    }

    private void checked(Runnable check) {
        try {
            check.run();
        } catch (IllegalArgumentException e) {
            throw new UnfitException(key(), e);
        }
    }

    /** The key that says what the directories are called after. */
    private String key() {
        return switch (config.layout()) {
            case HIVE, COLLECTION -> "route.collection";
            case LEDGER_RANGE -> "route.ledger";
            case TEMPLATE -> "route.template";
            case DATE_HOUR, DATE, HOUR, LEDGER_DAY, FLAT -> "route.layout";
        };
    }
}
