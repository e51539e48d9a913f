package io.millrace.job.config;

import static java.util.Objects.requireNonNull;

import io.millrace.job.config.Directory.TimePart;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Which partition (directory) a row belongs to. */
public record RouteConfig(
        @Key(
                        doc =
                                "The directories under the output's path, as the page on layouts shows them; `template` is what the key `template` says.",
                        value = "date-hour")
                Layout layout,
        @Key(
                        doc =
                                "The field after which the layouts `hive` and `collection` call a directory, dotted for a nested one.",
                        value = COLLECTION)
                String collection,
        @Key(
                        doc =
                                "The integer field by whose ranges the layout `ledger-range` divides rows, dotted for a nested one.",
                        value = LEDGER)
                String ledger,
        @Key(
                        doc = "How many numbers a directory of the layout `ledger-range` spans.",
                        value = LEDGERS_PER_RANGE,
                        min = "1",
                        max = "1000000000000000")
                long ledgersPerRange,
        @Key(
                        doc =
                                "The directories of the layout `template`, from the outermost to the innermost: `text:NAME`, `field:FIELD`, `time:year` (`month`, `day`, `hour`, `date`) or `range:FIELD/WIDTH`, each with `COLUMN=` before it where its name should be `COLUMN=VALUE`.",
                        optional = true,
                        example = "[country=field:geo.country, date=time:date]")
                List<Directory> template,
        @Key(
                        doc =
                                "What happens to a row in which a field that names a directory is an empty text, for which readers know no directory: `reject` it, or put it where rows without a value are, `as-null`.",
                        value = "reject")
                EmptyText emptyText,
        @Key(
                        doc =
                                "Writes a field that is a column of the directories (`COLUMN=VALUE`) into the files, too. Most readers want it in one place only.",
                        value = "false")
                boolean keepColumns,
        @Key(
                        doc =
                                "How rows are distributed over the parallel writers: `none`, each writer writes what reaches it; `partition`, all rows of a directory go to the same writer, through a shuffle: fewer and larger files.",
                        value = "none")
                Distribution distribution,
        @Key(doc = "Where a row's time stands.") EventTimeConfig eventTime)
        implements Serializable {

    static final String COLLECTION = "collection";
    static final String LEDGER = "ledger_sequence";
    static final String LEDGERS_PER_RANGE = "10000";

    private static final int MOST_DIRECTORIES = 16;

    /** Named lists of directories. */
    public enum Layout {
        DATE_HOUR,
        DATE,
        HOUR,
        HIVE,
        COLLECTION,
        LEDGER_DAY,
        LEDGER_RANGE,
        FLAT,
        TEMPLATE
    }

    public enum EmptyText {
        REJECT,
        AS_NULL
    }

    public enum Distribution {
        NONE,
        PARTITION
    }

    public RouteConfig {
        requireNonNull(layout, "layout");
        requireNonNull(collection, "collection");
        requireNonNull(ledger, "ledger");
        template = List.copyOf(template);
        requireNonNull(emptyText, "emptyText");
        requireNonNull(distribution, "distribution");
        requireNonNull(eventTime, "eventTime");
        if (template.size() > MOST_DIRECTORIES) {
            throw new IllegalArgumentException(
                    "expected a template of at most " + MOST_DIRECTORIES + " directories, but got " + template.size());
        }
    }

    /** A layout with the defaults of its own keys. */
    public static RouteConfig of(Layout layout, EventTimeConfig eventTime) {
        return new RouteConfig(
                layout,
                COLLECTION,
                LEDGER,
                Long.parseLong(LEDGERS_PER_RANGE),
                List.of(),
                EmptyText.REJECT,
                false,
                Distribution.NONE,
                eventTime);
    }

    /** The directories of the layout, from the outermost to the innermost. */
    public List<Directory> directories() {
        return switch (layout) {
            case DATE_HOUR -> times(false, TimePart.YEAR, TimePart.MONTH, TimePart.DAY, TimePart.HOUR);
            case DATE -> times(false, TimePart.YEAR, TimePart.MONTH, TimePart.DAY);
            case HOUR -> times(true, TimePart.YEAR, TimePart.MONTH, TimePart.DAY, TimePart.HOUR);
            case LEDGER_DAY -> times(true, TimePart.YEAR, TimePart.MONTH, TimePart.DAY);
            case HIVE -> {
                List<Directory> all = new ArrayList<>();
                all.add(new Directory.Field(new Directory.ColumnName("collection"), collection));
                all.addAll(times(true, TimePart.YEAR, TimePart.MONTH, TimePart.DAY, TimePart.HOUR));
                yield List.copyOf(all);
            }
            case COLLECTION -> List.of(new Directory.Field(null, collection));
            case LEDGER_RANGE ->
                List.of(new Directory.Text(null, "ledgers"), new Directory.Range(null, ledger, ledgersPerRange));
            case FLAT -> List.of();
            case TEMPLATE -> template;
        };
    }

    private static List<Directory> times(boolean named, TimePart... parts) {
        return Arrays.stream(parts)
                .<Directory>map(part -> new Directory.Time(named ? new Directory.ColumnName(part.word()) : null, part))
                .toList();
    }
}
