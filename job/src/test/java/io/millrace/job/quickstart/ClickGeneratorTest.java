package io.millrace.job.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.model.click.ClickEvent;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class ClickGeneratorTest {

    private static final ObjectMapper STRICT = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final ClickGenerator generator = new ClickGenerator(1, 0.01, 0.03);

    @Test
    void oneSeedMeansTheSameBytesForEver() throws NoSuchAlgorithmException {
        MessageDigest hash = MessageDigest.getInstance("SHA-256");
        LongStream.range(0, 5_000)
                .forEach(index -> hash.update(generator.event(index).json().getBytes(UTF_8)));

        assertThat(HexFormat.of().formatHex(hash.digest()))
                .isEqualTo("d1ffc51e4d50a3f9bb46354547110511bed09b9298b0b664e94bda1160a02f99");
    }

    @Test
    void anEventDoesNotDependOnThoseMadeBeforeIt() {
        GeneratedClick alone = new ClickGenerator(1, 0.01, 0.03).event(777);
        LongStream.range(0, 777).forEach(generator::event);

        assertThat(generator.event(777)).isEqualTo(alone);
    }

    @Test
    void sharesAreThoseAskedFor() {
        List<GeneratedClick> events = events(100_000);

        assertThat(share(events.stream().filter(event -> !event.good()).count()))
                .isCloseTo(0.01, within(0.002));
        assertThat(share(events.stream().filter(GeneratedClick::resent).count()))
                .isCloseTo(0.03, within(0.003));
        assertThat(share(events.stream().filter(GeneratedClick::bot).count())).isCloseTo(0.04, within(0.003));
        double size = events.stream()
                .collect(Collectors.averagingInt(event -> event.json().getBytes(UTF_8).length));
        assertThat(size).isBetween(450.0, 550.0);
    }

    private static double share(long count) {
        return count / 100_000.0;
    }

    @Test
    void everyEventHasAnIdOfItsOwnAcrossSeedsToo() {
        Set<String> ids = new HashSet<>();
        for (long seed = 1; seed <= 3; seed++) {
            ClickGenerator seeded = new ClickGenerator(seed, 0.01, 0.03);
            LongStream.range(0, 20_000)
                    .forEach(index -> ids.add(seeded.event(index).eventId()));
        }

        assertThat(ids).hasSize(60_000);
    }

    @Test
    void everyGoodEventHasTheSchemasFieldsAndNoOthersButATrace() throws JsonProcessingException {
        Set<String> known = new HashSet<>();
        Set<String> required = new HashSet<>();
        for (Schema.Field field : ClickEvent.getClassSchema().getFields()) {
            known.add(field.name());
            if (!field.hasDefaultValue()) {
                required.add(field.name());
            }
        }
        known.add("trace");

        for (GeneratedClick event : events(5_000)) {
            if (event.good()) {
                JsonNode json = STRICT.readTree(event.json());
                Set<String> names = new HashSet<>();
                json.fieldNames().forEachRemaining(names::add);
                assertThat(known).as(event.json()).containsAll(names);
                assertThat(names).as(event.json()).containsAll(required);
                assertThat(json.get("event_id").textValue()).isEqualTo(event.eventId());
            }
        }
    }

    @Test
    void aPurchaseCostsWhatItsItemsCostTogether() throws JsonProcessingException {
        int purchases = 0;
        for (GeneratedClick event : events(5_000)) {
            JsonNode json = event.good() ? STRICT.readTree(event.json()) : STRICT.createObjectNode();
            if (json.path("event_type").asText().equals("purchase")) {
                purchases++;
                BigDecimal sum = BigDecimal.ZERO;
                for (JsonNode item : json.get("items")) {
                    sum = sum.add(item.get("price")
                            .decimalValue()
                            .multiply(item.get("quantity").decimalValue()));
                }
                assertThat(json.get("revenue").decimalValue()).isEqualByComparingTo(sum);
            }
        }
        assertThat(purchases).isGreaterThan(100);
    }

    @Test
    void timesSpreadOverADayAndAHalf() throws JsonProcessingException {
        Set<Instant> hours = new TreeSet<>();
        for (long index = 0; index < 200_000; index += 20) {
            GeneratedClick event = generator.event(index);
            if (event.good()) {
                Instant time = Instant.parse(
                        STRICT.readTree(event.json()).get("occurred_at").textValue());
                hours.add(time.truncatedTo(ChronoUnit.HOURS));
            }
        }

        assertThat(hours).hasSizeBetween(36, 42);
    }

    @Test
    void producersSpellTheirJsonDifferently() {
        List<String> texts = events(2_000).stream().map(GeneratedClick::json).toList();

        assertThat(texts).anyMatch(text -> text.startsWith("{\"event_id\":\""));
        assertThat(texts).anyMatch(text -> text.startsWith("{\"event_id\": \""));
        assertThat(texts).anyMatch(text -> text.startsWith("{\"geo\":"));
        assertThat(texts).anyMatch(text -> text.contains("東京"));
        assertThat(texts).anyMatch(text -> text.contains("\\u6771\\u4eac"));
        assertThat(texts).anyMatch(text -> text.contains("https:\\/\\/shop.example\\/"));
        assertThat(texts).anyMatch(text -> text.contains("\\\"gooseneck\\\" kettle"));
        assertThat(texts).anyMatch(text -> text.contains("🎁"));
        assertThat(texts).anyMatch(text -> text.contains("\"referrer\":null"));
        assertThat(texts).anyMatch(text -> !text.contains("\"referrer\""));
    }

    @Test
    void everyFlawIsThereAndSpoilsWhatItSays() throws JsonProcessingException {
        Map<Flaw, String> examples = new EnumMap<>(Flaw.class);
        ClickGenerator bad = new ClickGenerator(1, 1.0, 0.0);
        LongStream.range(0, 500).forEach(index -> {
            GeneratedClick event = bad.event(index);
            examples.put(event.flaw(), event.json());
        });

        assertThat(examples).containsOnlyKeys(Flaw.values());
        assertThatThrownBy(() -> STRICT.readTree(examples.get(Flaw.TRUNCATED)))
                .isInstanceOf(JsonProcessingException.class);
        assertThat(read(examples, Flaw.WRONG_TYPE).get("duration_ms").textValue())
                .isEqualTo("fast");
        assertThat(read(examples, Flaw.MISSING_FIELD).has("session_id")).isFalse();
        assertThat(read(examples, Flaw.NULL_REQUIRED).get("url").isNull()).isTrue();
        assertThat(read(examples, Flaw.OUT_OF_RANGE).at("/items/0/quantity").canConvertToInt())
                .isFalse();
        assertThat(examples.get(Flaw.EMPTY_OBJECT)).isEqualTo("{}");
        assertThatThrownBy(() -> STRICT.readTree(examples.get(Flaw.DUPLICATE_FIELD)))
                .hasMessageContaining("Duplicate field");
        assertThat(read(examples, Flaw.BAD_TIMESTAMP).get("occurred_at").textValue())
                .isEqualTo("yesterday at noon");
        assertThat(read(examples, Flaw.IMPLAUSIBLE_TIME).get("occurred_at").textValue())
                .startsWith("1926-");
        assertThat(read(examples, Flaw.NONSENSE_PURCHASE).get("revenue").decimalValue())
                .isNegative();
    }

    @Test
    void noTextHasACharacterThatSqsRefuses() {
        ClickGenerator half = new ClickGenerator(9, 0.5, 0.0);
        LongStream.range(0, 5_000).mapToObj(half::event).forEach(event -> assertThat(
                        event.json().codePoints())
                .as(event.json())
                .allMatch(c -> c == '\t'
                        || c == '\n'
                        || c == '\r'
                        || (c >= 0x20 && c <= 0xD7FF)
                        || (c >= 0xE000 && c <= 0xFFFD)
                        || c >= 0x10000));
    }

    private static JsonNode read(Map<Flaw, String> examples, Flaw flaw) throws JsonProcessingException {
        return STRICT.readTree(examples.get(flaw));
    }

    private List<GeneratedClick> events(int count) {
        List<GeneratedClick> events = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            events.add(generator.event(index));
        }
        return events;
    }
}
