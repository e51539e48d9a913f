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

    private final Bound config;
    private final String route;
    private final String layout;
    private final String template;
    private final Problems problems;

    /** @param route where the section stands */
    RouteRules(Bound config, String route, Problems problems) {
        this.config = config;
        this.route = route;
        this.layout = route + ".layout";
        this.template = route + ".template";
        this.problems = problems;
    }

    void check() {
        Optional<Layout> chosen = config.find(layout, Layout.class);
        if (chosen.isEmpty()) {
            return;
        }
        belongsTo(chosen.get(), route + ".collection", RouteConfig.COLLECTION, Set.of(Layout.HIVE, Layout.COLLECTION));
        belongsTo(chosen.get(), route + ".ledger", RouteConfig.LEDGER, Set.of(Layout.LEDGER_RANGE));
        belongsTo(
                chosen.get(),
                route + ".ledgers-per-range",
                Long.valueOf(RouteConfig.LEDGERS_PER_RANGE),
                Set.of(Layout.LEDGER_RANGE));
        belongsTo(chosen.get(), template, List.of(), Set.of(Layout.TEMPLATE));
        if (chosen.get() == Layout.TEMPLATE) {
            templateIsThere();
            columnsDiffer();
        }
        config.find(route, RouteConfig.class).ifPresent(this::keysHaveAnEffect);
    }

    /** A default may be written down: the effective configuration that {@code validate} prints has them all. */
    private void belongsTo(Layout chosen, String path, Object usual, Set<Layout> layouts) {
        boolean unusual = config.given(path, Object.class)
                .filter(value -> !value.equals(usual))
                .isPresent();
        if (unusual && !layouts.contains(chosen)) {
            String names = String.join(
                    " or ", layouts.stream().sorted().map(RouteRules::word).toList());
            problems.error(
                    config.at(path), path, "expected " + layout + " to be " + names + ", but it is " + word(chosen));
        }
    }

    private void templateIsThere() {
        boolean empty = config.find(route, RouteConfig.class)
                .filter(section -> section.template().isEmpty())
                .isPresent();
        if (empty) {
            problems.error(
                    config.at(layout),
                    layout,
                    "expected the directories in " + template
                            + ", such as [country=field:geo.country, date=time:date]");
        }
    }

    private void columnsDiffer() {
        Optional<RouteConfig> section = config.find(route, RouteConfig.class);
        Set<String> seen = new HashSet<>();
        List<Directory> directories = section.map(RouteConfig::template).orElse(List.of());
        for (Directory directory : directories) {
            directory.column().ifPresent(column -> {
                if (!seen.add(column.value().toLowerCase(Locale.ROOT))) {
                    problems.error(
                            config.at(template), template, "expected each column once, but got '" + column + "' twice");
                }
            });
        }
    }

    private void keysHaveAnEffect(RouteConfig section) {
        boolean fields = section.directories().stream().anyMatch(Directory.Field.class::isInstance);
        boolean columns = section.directories().stream()
                .anyMatch(directory -> directory instanceof Directory.Field
                        && directory.column().isPresent());
        if (section.emptyText() != EmptyText.REJECT && !fields) {
            doubtful(route + ".empty-text", "has no effect: no directory of the layout is called after a field");
        }
        if (section.keepColumns() && !columns) {
            doubtful(
                    route + ".keep-columns",
                    "has no effect: no directory of the layout is a column with a field's value");
        }
        if (section.distribution() == Distribution.PARTITION) {
            checkDistribution(section);
        }
    }

    private void checkDistribution(RouteConfig section) {
        String path = route + ".distribution";
        if (config.isGiven("output.stdout") || config.isGiven("output.stats")) {
            doubtful(path, "has no effect: only rows that are written into files are distributed");
        } else if (section.layout() == Layout.FLAT) {
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
