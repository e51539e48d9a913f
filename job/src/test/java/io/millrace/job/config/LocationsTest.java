package io.millrace.job.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocationsTest {

    private static final String YAML =
            """
            # The places of keys.
            name: places
            source:
              sqs:
                queue-url: http://localhost:9324/000000000000/events
            decode:
              schema: event.avsc
            transform:
              - function: first
              - function: second
                options: {a: b}
            output: {stats: {}}
            dead-letter:
              path: dead
            """;

    @ParameterizedTest
    @CsvSource({
        "decode.schema, 7:3",
        "transform.0.function, 9:5",
        "transform.1.function, 10:5",
        "transform.1.options, 11:5",
        "transform.1.options.a, 11:5",
        "transform.1, 8:1",
        "source.sqs.receives, 4:3",
        "route.event-time.field, 2:1",
        "decode.no-such-key, 6:1",
        "no-such-section.key, 1:1",
        "'', 1:1",
    })
    void aKeyStandsWhereItWasGivenOrInTheNearestSectionAroundIt(String key, String place) throws Exception {
        assertThat(load(Map.of()).locations().of(key)).hasToString("places.yaml:" + place + ":");
    }

    @Test
    void anOverriddenKeyStandsOnTheCommandLine() throws Exception {
        LoadedPipeline loaded = load(Map.of("decode.schema", "other.avsc"));

        assertThat(loaded.locations().of("decode.schema")).hasToString("--set");
        assertThat(loaded.locations().of("decode.unwrap")).hasToString("places.yaml:6:1:");
    }

    @Test
    void whatDoesNotFitIsAProblemAtItsKey() throws Exception {
        UnfitException unfit =
                new UnfitException("transform.1.function", new IllegalArgumentException("no function is called 'x'"));

        assertThat(load(Map.of()).problem(unfit))
                .hasToString("places.yaml:10:5: transform.1.function: no function is called 'x'");
        assertThat(unfit).hasMessage("transform.1.function: no function is called 'x'");
    }

    private static LoadedPipeline load(Map<String, String> overrides) throws ConfigException {
        return ConfigLoader.parseWithWarnings(YAML, "places.yaml", overrides, variable -> null);
    }
}
