package io.millrace.job.config;

import io.millrace.job.config.RouteConfig.Distribution;
import io.millrace.job.config.RouteConfig.EmptyText;
import io.millrace.job.config.RouteConfig.Layout;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What the keys of a layout ask of each other, so that none of them is given in vain. */
final class RouteRules {

    private static final String ROUTE = "route";
    private static final String LAYOUT = "route.layout";
    private static final String TEMPLATE = "route.template";

    private final Bound config;
    private final Problems problems;

    RouteRules(Bound config, Problems problems) {
        this.config = config;
        this.problems = problems;
    }

    void check() {
        Optional<Layout> layout = config.find(LAYOUT, Layout.class);
        if (layout.isEmpty()) {
            return;
        }
        belongsTo(layout.get(), "route.collection", RouteConfig.COLLECTION, Set.of(Layout.HIVE, Layout.COLLECTION));
        belongsTo(layout.get(), "route.ledger", RouteConfig.LEDGER, Set.of(Layout.LEDGER_RANGE));
        belongsTo(
                layout.get(),
                "route.ledgers-per-range",
                Long.valueOf(RouteConfig.LEDGERS_PER_RANGE),
                Set.of(Layout.LEDGER_RANGE));
        belongsTo(layout.get(), TEMPLATE, List.of(), Set.of(Layout.TEMPLATE));
        if (layout.get() == Layout.TEMPLATE) {
            templateIsThere();
            columnsDiffer();
        }
        config.find(ROUTE, RouteConfig.class).ifPresent(this::keysHaveAnEffect);
    }

    /** A default may be written down: the effective configuration that {@code validate} prints has them all. */
    private void belongsTo(Layout layout, String path, Object usual, Set<Layout> layouts) {
        boolean unusual = config.given(path, Object.class)
                .filter(value -> !value.equals(usual))
                .isPresent();
        if (unusual && !layouts.contains(layout)) {
            String names = String.join(
                    " or ", layouts.stream().sorted().map(RouteRules::word).toList());
            problems.error(
                    config.at(path), path, "expected " + LAYOUT + " to be " + names + ", but it is " + word(layout));
        }
    }

    private void templateIsThere() {
        boolean empty = config.find(ROUTE, RouteConfig.class)
                .filter(route -> route.template().isEmpty())
                .isPresent();
        if (empty) {
            problems.error(
                    config.at(LAYOUT),
                    LAYOUT,
                    "expected the directories in " + TEMPLATE
                            + ", such as [country=field:geo.country, date=time:date]");
        }
    }

    private void columnsDiffer() {
        Optional<RouteConfig> route = config.find(ROUTE, RouteConfig.class);
        Set<String> seen = new HashSet<>();
        List<Directory> template = route.map(RouteConfig::template).orElse(List.of());
        for (Directory directory : template) {
            directory.column().ifPresent(column -> {
                if (!seen.add(column.value().toLowerCase(Locale.ROOT))) {
                    problems.error(
                            config.at(TEMPLATE), TEMPLATE, "expected each column once, but got '" + column + "' twice");
                }
            });
        }
    }

    private void keysHaveAnEffect(RouteConfig route) {
        boolean fields = route.directories().stream().anyMatch(Directory.Field.class::isInstance);
        boolean columns = route.directories().stream()
                .anyMatch(directory -> directory instanceof Directory.Field
                        && directory.column().isPresent());
        if (route.emptyText() != EmptyText.REJECT && !fields) {
            doubtful("route.empty-text", "has no effect: no directory of the layout is called after a field");
        }
        if (route.keepColumns() && !columns) {
            doubtful(
                    "route.keep-columns", "has no effect: no directory of the layout is a column with a field's value");
        }
        if (route.distribution() == Distribution.PARTITION) {
            checkDistribution(route);
        }
    }

    private void checkDistribution(RouteConfig route) {
        String path = "route.distribution";
        if (config.isGiven("output.stdout") || config.isGiven("output.stats")) {
            doubtful(path, "has no effect: only rows that are written into files are distributed");
        } else if (route.layout() == Layout.FLAT) {
            doubtful(path, "the layout flat has one directory, so that one writer writes everything");
        }
    }

    private void doubtful(String path, String why) {
        problems.warning(config.at(path), path, why);
    }

    private static String word(Layout layout) {
        return layout.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
