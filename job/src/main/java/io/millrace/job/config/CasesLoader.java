package io.millrace.job.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the cases of a pipeline. What stands in the file is meant as it is: there are no variables and no overrides. */
public final class CasesLoader {

    private CasesLoader() {}

    /** Reads a file in UTF-8. Everything that is wrong with it is reported at once. */
    public static LoadedCases load(Path file) throws ConfigException {
        return parse(ConfigLoader.read(file), file.toString());
    }

    /**
     * Reads a text.
     *
     * @param name what problems call the text
     */
    public static LoadedCases parse(String yaml, String name) throws ConfigException {
        Problems problems = new Problems();
        Location top = new Location(name, 1, 1);
        Binder binder = new Binder(Section.of(CasesConfig.class), problems);
        Optional<Object> config = YamlSource.read(yaml, top, "", problems).flatMap(binder::bind);
        Locations locations = binder.bound().locations(top);
        config.ifPresent(cases -> check(((CasesConfig) cases).cases(), binder.bound(), locations, problems));
        problems.throwIfAny();
        return new LoadedCases((CasesConfig) config.orElseThrow(), locations);
    }

    private static void check(List<CaseConfig> cases, Bound bound, Locations locations, Problems problems) {
        Map<String, Location> names = new HashMap<>();
        for (int i = 0; i < cases.size(); i++) {
            String path = "cases." + i;
            Location at = locations.of(path + ".name");
            Location first = names.putIfAbsent(cases.get(i).name(), at);
            if (first != null) {
                problems.error(at, path + ".name", "the case in line " + first.line() + " has this name, too");
            }
            if (!bound.isGiven(path + ".rows") && !bound.isGiven(path + ".rejected")) {
                problems.error(
                        at,
                        path,
                        "expected rows or rejected, but got neither; a message of which nothing is left has 'rows: []'");
            }
        }
    }
}
