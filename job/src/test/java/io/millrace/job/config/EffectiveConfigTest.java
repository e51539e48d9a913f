package io.millrace.job.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EffectiveConfigTest {

    static Stream<KeyRow> rows() {
        return KeyRows.all().stream();
    }

    @Test
    void everyKeyOfTheChosenKindsIsPrinted() throws Exception {
        PipelineConfig config = ConfigLoaderTest.parse(Document.minimal()
                .with("decode.unwrap", "[sns, lines]")
                .with("transform.0.function", "clean-click")
                .with("transform.0.options", "{limit: 5, note: 'a: b'}")
                .yaml());

        assertThat(EffectiveConfig.yaml(config))
                .isEqualTo(
                        """
                name: clickstream
                # parallelism: not set
                source:
                  sqs:
                    queue-url: https://sqs.eu-west-1.amazonaws.com/123456789012/events
                    # region: not set
                    # endpoint: not set
                    mode: continuous
                    receives: 4
                    batch-size: 10
                    wait-time: 20 s
                    # visibility-timeout: not set
                    # max-in-flight: not set
                    deletes: 4
                    close-timeout: 10 s
                    drain-check-interval: 20 s
                    retry:
                      attempts: 8
                      base-delay: 100 ms
                      max-delay: 5 s
                    client:
                      # profile: not set
                      # assume-role: not set
                      # proxy: not set
                      # connect-timeout: not set
                      # read-timeout: not set
                      # attempt-timeout: not set
                      # call-timeout: not set
                      # max-connections: not set
                deduplicate:
                  ttl: 1 h
                  # key: not set
                  expected-ids: 2000000
                decode:
                  format:
                    json: {}
                  schema: schemas/click-event.avsc
                  compatibility: backward
                  unwrap:
                    - sns
                    - lines
                  unknown-fields: ignore
                  duplicate-keys: reject
                  max-depth: 64
                  max-record-size: 16 MiB
                types: []
                transform:
                  - function: clean-click
                    options:
                      limit: "5"
                      note: "a: b"
                route:
                  layout: date-hour
                  collection: collection
                  ledger: ledger_sequence
                  ledgers-per-range: 10000
                  template: []
                  empty-text: reject
                  keep-columns: false
                  distribution: none
                  event-time:
                    # field: not set
                    zone: UTC
                    fallback: reject
                    max-age: 3650 d
                    max-ahead: 1 d
                output:
                  files:
                    path: s3://lake/events
                    prefix: part
                    format:
                      parquet:
                        compression: zstd
                        # level: not set
                        row-group-size: 128 MiB
                        page-size: 1 MiB
                        page-rows: 10000
                        dictionary-size: 128 KiB
                        write-memory: 32 MiB
                    roll:
                      size: 128 MiB
                      # input-size: not set
                      # rows: not set
                      # age: not set
                      # inactivity: not set
                    s3:
                      # endpoint: not set
                      # region: not set
                      path-style: false
                      # access-key: not set
                      # secret-key: not set
                      # encryption: not set
                      # kms-key: not set
                      # retry: not set
                      client:
                        # profile: not set
                        # assume-role: not set
                        # proxy: not set
                        # connect-timeout: not set
                        # read-timeout: not set
                        # attempt-timeout: not set
                        # call-timeout: not set
                        # max-connections: not set
                # announce: not set
                dead-letter:
                  path: s3://lake/dead-letters
                  # sqs: not set
                  breaker:
                    max-share: 0.5
                    window: 1000
                checkpoint:
                  interval: 10 s
                  timeout: 10 min
                  # directory: not set
                  tolerable-failures: 3
                  restarts: 10
                # demo: not set
                """);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void whatIsPrintedIsTheSamePipelineAgain(KeyRow row) throws Exception {
        PipelineConfig config = ConfigLoaderTest.parse(row.with(row.yaml()).yaml());

        String printed = EffectiveConfig.yaml(config);

        assertThat(ConfigLoaderTest.parse(printed.replace(EffectiveConfig.MASK, "hush")))
                .as(printed)
                .isEqualTo(config);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12",
                "true",
                "null",
                "~",
                " x ",
                "a: b",
                "a #b",
                "- a",
                "${A}",
                "$${A}",
                "\"q\"",
                "back\\slash",
                "\u00e9\n\t\u0001",
                "\u2028",
                "\ud83d\ude00",
                "*a",
                "&a",
                "!t",
                "%d",
                "@x",
                "`x`",
                "{",
                "[",
                "?",
                "x:",
                "0o7",
                "1e3",
                "---",
                "x,y",
                ""
            })
    void aTextOfAnyLookSurvives(String text) throws Exception {
        Map<String, Object> options = Map.of("k " + text, text);
        String transform = YamlWriter.write(Map.of("transform", List.of(Map.of("function", "f", "options", options))));

        PipelineConfig config = ConfigLoaderTest.parse(Document.minimal().yaml() + transform);

        assertThat(config.transform().get(0).options()).isEqualTo(options);
    }

    @Test
    void noSecretIsShownAnywhere() throws Exception {
        PipelineConfig config = ConfigLoaderTest.parse(Document.minimal()
                .with("output.files.s3.access-key", "AKIA")
                .with("output.files.s3.secret-key", "hush")
                .with("transform.0.function", "f")
                .with("transform.0.options", "{apiToken: hush, hash-salt: hush, limit: 5}")
                .yaml());

        assertThat(EffectiveConfig.yaml(config)).doesNotContain("hush").contains("secret-key: \"***\"");
        assertThat(new ObjectMapper().writeValueAsString(EffectiveConfig.tree(config)))
                .doesNotContain("hush");
        assertThat(config.output().toString()).doesNotContain("hush").contains("AKIA", "***");
    }

    @Test
    void aTreeIsWhatJsonWritersTake() throws Exception {
        String json = new ObjectMapper()
                .writeValueAsString(EffectiveConfig.tree(
                        ConfigLoaderTest.parse(Document.minimal().yaml())));

        assertThat(json)
                .contains(
                        "\"parallelism\":null", "\"batch-size\":10", "\"wait-time\":\"20 s\"", "\"path-style\":false");
    }
}
