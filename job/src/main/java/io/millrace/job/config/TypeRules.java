package io.millrace.job.config;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What types of records ask of each other and of what is common to them. */
final class TypeRules {

    private static final String TYPES = "types";
    private static final String SCHEMA = "decode.schema";
    private static final String TRANSFORM = "transform";
    private static final String ROUTE = "route";

    private final Bound config;
    private final Problems problems;

    TypeRules(Bound config, Problems problems) {
        this.config = config;
        this.problems = problems;
    }

    /** The keys of all schemas of records. */
    static List<String> schemas(Bound config) {
        int types = config.elements(TYPES);
        return types == 0
                ? List.of(SCHEMA)
                : IntStream.range(0, types).mapToObj(i -> key(i, "schema")).toList();
    }

    void check() {
        int types = config.elements(TYPES);
        if (types == 0) {
            schemaIsThere();
            return;
        }
        eachTypeHasItsOwn();
        onlyJsonHasFieldsToLookAt();
        oneNumberIsOfOneType();
        namesDiffer(types);
        for (int i = 0; i < types; i++) {
            new RouteRules(config, key(i, ROUTE), problems).check();
        }
    }

    private static String key(int type, String name) {
        return TYPES + "." + type + "." + name;
    }

    private void schemaIsThere() {
        if (config.isAbsent(SCHEMA) && config.isKnown(TYPES)) {
            problems.error(
                    config.at(SCHEMA),
                    SCHEMA,
                    "missing; expected "
                            + Section.of(DecodeConfig.class)
                                    .find("schema")
                                    .orElseThrow()
                                    .expected());
        }
    }

    /** Defaults may be written down: the effective configuration that {@code validate} prints has them all. */
    private void eachTypeHasItsOwn() {
        Stream.of(unusual(SCHEMA, null), unusual(TRANSFORM, List.of()), unusual(ROUTE, usualRoute()))
                .flatMap(Optional::stream)
                .forEach(path -> problems.error(
                        config.at(path), path, "expected nothing beside types, each of which has its own"));
    }

    /** The key, where it is given and not as usual. */
    private Optional<String> unusual(String path, Object usual) {
        return config.given(path, Object.class)
                .filter(value -> !value.equals(usual))
                .map(value -> path);
    }

    private static Object usualRoute() {
        return new Binder(Section.of(RouteConfig.class), new Problems())
                .bind(new Node.Mapping(List.of(), Location.FLAG))
                .orElseThrow();
    }

    private void onlyJsonHasFieldsToLookAt() {
        Stream.of("csv", "avro", "protobuf")
                .map(format -> "decode.format." + format)
                .filter(config::isGiven)
                .forEach(path -> problems.error(
                        config.at(path),
                        path,
                        "expected the format json beside types, which are told apart by the fields of JSON objects"));
    }

    private void oneNumberIsOfOneType() {
        String path = "output.stdout.style";
        boolean counts = config.given(path, StdoutConfig.Style.class)
                .filter(StdoutConfig.Style.COUNT::equals)
                .isPresent();
        if (counts) {
            problems.error(
                    config.at(path),
                    path,
                    "expected compact or pretty beside types, because a number would not say of which type it is");
        }
    }

    private void namesDiffer(int types) {
        Set<TypeName> seen = new HashSet<>();
        for (int i = 0; i < types; i++) {
            String path = key(i, "name");
            config.given(path, TypeName.class).ifPresent(name -> {
                if (!seen.add(name)) {
                    problems.error(config.at(path), path, "expected each name once, but got '" + name + "' twice");
                }
            });
        }
    }
}
