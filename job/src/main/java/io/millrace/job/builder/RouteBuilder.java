// Generated from the declarations of the keys by GeneratedFilesTest, which says how.
package io.millrace.job.builder;

import io.millrace.job.config.RouteConfig;
import io.millrace.job.config.SectionBuilder;
import java.util.List;
import java.util.function.Consumer;

/** What is said of {@code types.route} or {@code route}. */
public final class RouteBuilder extends SectionBuilder<RouteConfig> {

    RouteBuilder() {}

    /**
     * {@code layout}: The directories under the output's path, as the page on layouts shows them; {@code template} is
     * what the key {@code template} says. Default: {@code date-hour}.
     */
    public RouteBuilder layout(RouteConfig.Layout layout) {
        value("layout", layout);
        return this;
    }

    /**
     * {@code collection}: The field after which the layouts {@code hive} and {@code collection} call a directory,
     * dotted for a nested one. Default: {@code collection}.
     */
    public RouteBuilder collection(String collection) {
        value("collection", collection);
        return this;
    }

    /**
     * {@code ledger}: The integer field by whose ranges the layout {@code ledger-range} divides rows, dotted for a
     * nested one. Default: {@code ledger_sequence}.
     */
    public RouteBuilder ledger(String ledger) {
        value("ledger", ledger);
        return this;
    }

    /**
     * {@code ledgers-per-range}: How many numbers a directory of the layout {@code ledger-range} spans. Between 1 and
     * 1000000000000000. Default: {@code 10000}.
     */
    public RouteBuilder ledgersPerRange(long ledgersPerRange) {
        value("ledgers-per-range", ledgersPerRange);
        return this;
    }

    /**
     * {@code template}: The directories of the layout {@code template}, from the outermost to the innermost: {@code
     * text:NAME}, {@code field:FIELD}, {@code time:year} ({@code month}, {@code day}, {@code hour}, {@code date}) or
     * {@code range:FIELD/WIDTH}, each with {@code COLUMN=} before it where its name should be {@code COLUMN=VALUE}.
     * Example: {@code [country=field:geo.country, date=time:date]}.
     */
    public RouteBuilder template(String... template) {
        values("template", List.of(template));
        return this;
    }

    /**
     * {@code empty-text}: What happens to a row in which a field that names a directory is an empty text, for which
     * readers know no directory: {@code reject} it, or put it where rows without a value are, {@code as-null}. Default:
     * {@code reject}.
     */
    public RouteBuilder emptyText(RouteConfig.EmptyText emptyText) {
        value("empty-text", emptyText);
        return this;
    }

    /**
     * {@code keep-columns}: Writes a field that is a column of the directories ({@code COLUMN=VALUE}) into the files,
     * too. Most readers want it in one place only. Default: {@code false}.
     */
    public RouteBuilder keepColumns(boolean keepColumns) {
        value("keep-columns", keepColumns);
        return this;
    }

    /**
     * {@code distribution}: How rows are distributed over the parallel writers: {@code none}, each writer writes what
     * reaches it; {@code partition}, all rows of a directory go to the same writer, through a shuffle: fewer and larger
     * files. Default: {@code none}.
     */
    public RouteBuilder distribution(RouteConfig.Distribution distribution) {
        value("distribution", distribution);
        return this;
    }

    /** {@code event-time}: Where a row's time stands. */
    public RouteBuilder eventTime(Consumer<? super EventTimeBuilder> eventTime) {
        section("event-time", new EventTimeBuilder(), eventTime);
        return this;
    }

    /** {@code event-time}: Where a row's time stands. */
    public RouteBuilder eventTime() {
        section("event-time", new EventTimeBuilder(), eventTime -> {});
        return this;
    }
}
