package io.millrace.job.config;

import io.millrace.job.config.RouteConfig.Distribution;
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
        belongsTo(layout.get(), "route.collection", Set.of(Layout.HIVE, Layout.COLLECTION));
        belongsTo(layout.get(), "route.ledger", Set.of(Layout.LEDGER_RANGE));
        belongsTo(layout.get(), "route.ledgers-per-range", Set.of(Layout.LEDGER_RANGE));
        belongsTo(layout.get(), TEMPLATE, Set.of(Layout.TEMPLATE));
        if (layout.get() == Layout.TEMPLATE) {
            templateIsThere();
            columnsDiffer();
        }
        config.find(ROUTE, RouteConfig.class).ifPresent(this::keysHaveAnEffect);
    }

    private void belongsTo(Layout layout, String path, Set<Layout> layouts) {
        if (config.isGiven(path) && !layouts.contains(layout)) {
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
        noEffect("route.empty-text", !fields, "no directory of the layout is called after a field");
        noEffect("route.keep-columns", !columns, "no directory of the layout is a column with a field's value");
        noEffect(
                "route.distribution",
                config.isGiven("output.stdout") || config.isGiven("output.stats"),
                "only rows that are written into files are distributed");
        if (route.distribution() == Distribution.PARTITION && route.layout() == Layout.FLAT) {
            problems.warning(
                    config.at("route.distribution"),
                    "route.distribution",
                    "the layout flat has one directory, so that one writer writes everything");
        }
    }

    private void noEffect(String path, boolean none, String why) {
        if (config.isGiven(path) && none) {
            problems.warning(config.at(path), path, "has no effect: " + why);
        }
    }

    private static String word(Layout layout) {
        return layout.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
