package io.millrace.job.decode.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.job.config.RecordTest;
import io.millrace.job.config.TypeConfig;
import io.millrace.job.config.TypeName;
import io.millrace.job.decode.DecodeConfigs;
import io.millrace.job.decode.Detector;
import io.millrace.model.ErrorKind;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTypesTest {

    private final Detector ledgers = detector(
            "message_type=contract_data and contract_data",
            "contract_id and contract_key_type",
            "type and ledger or type and ledger_sequence and transaction_hash",
            "code and timestamp");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"message_type": "contract_data", "contract_data": {}}          | 0
                    {"contract_data": {}, "message_type": "contract_data"}          | 0
                    {"contract_data": null, "message_type": "contract_data"}        | -1
                    {"message_type": "contract_events", "contract_data": {}}        | -1
                    {"message_type": ["contract_data"], "contract_data": {}}        | -1
                    {"\\u006dessage_type": "contract\\u005fdata", "contract_data": 1} | 0
                    {"contract_id": "c", "contract_key_type": ""}                   | 1
                    {"contract_id": "c", "contract_key_type": null}                 | -1
                    {"type": "contract", "ledger": 1, "contract_id": "c"}           | 2
                    {"type": "contract", "ledger_sequence": 1, "transaction_hash": "t"} | 2
                    {"type": "contract", "ledger_sequence": 1}                      | -1
                    {"type": "native", "code": "XLM", "timestamp": 0}               | 3
                    {"type": "native", "code": "XLM", "timestamp": 0, "ledger": 1}  | 2
                    {"nested": {"code": "XLM", "timestamp": 0}}                     | -1
                    {"code": "XLM", "timestamp": 0, "code": null}                   | -1
                    {"code": null, "timestamp": false, "code": "null"}              | 3
                    {}                                                              | -1
                    """)
    void aRecordIsOfTheFirstTypeWhoseFieldsItHas(String json, int type) {
        assertThat(detect(ledgers, json)).isEqualTo(type);
        if (type < 0) {
            assertThat(ledgers.rejection().kind()).isEqualTo(ErrorKind.UNKNOWN_TYPE);
            assertThat(ledgers.rejection().message()).isEqualTo("the record is of none of the types t0, t1, t2, t3");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"v\": 2}', 0",
        "'{\"v\": 2.0}', -1",
        "'{\"v\": \"2\"}', 0",
        "'{\"v\": true}', 1",
        "'{\"v\": {}}', -1"
    })
    void aValueIsATextOrANumberOrABooleanAsItIsWritten(String json, int type) {
        assertThat(detect(detector("v=2", "v=true", "v={}x"), json)).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"code": 1,, "timestamp": 1}    | malformed     | expected a name in quotes, but found ',', at byte 11
                    {"code": 1                      | malformed     | expected ',' or '}', but found the end of the record, at byte 10
                    {"code": 01}                    | malformed     | expected a number without leading zeros, but found a leading zero, at byte 9
                    []                              | type-mismatch | expected an object, but found an array, at byte 0
                    'x'                             | malformed     | expected a value, but found 'x', at byte 0
                    """)
    void whatIsNoObjectIsRejectedAsADecoderWould(String json, String kind, String message) {
        assertThat(detect(ledgers, json)).isEqualTo(Detector.NONE);
        assertThat(ledgers.rejection().kind().label()).isEqualTo(kind);
        assertThat(ledgers.rejection().message()).isEqualTo(message);
    }

    @Test
    void eachRecordIsLookedAtByItselfWhereverItStands() {
        byte[] two = "{\"type\":1,\"ledger\":1}{\"code\":1,\"timestamp\":1}".getBytes(UTF_8);
        int first = "{\"type\":1,\"ledger\":1}".length();

        assertThat(ledgers.detect(two, 0, first)).isEqualTo(2);
        assertThat(ledgers.detect(two, first, two.length - first)).isEqualTo(3);
        assertThat(ledgers.detect("\uFEFF {\"code\":1,\"timestamp\":1}".getBytes(UTF_8), 0, 28))
                .isEqualTo(3);
    }

    @Property(tries = 500)
    void itFindsWhatATreeOfTheRecordSays(@ForAll("records") ObjectNode record, @ForAll("tests") List<String> tests) {
        int expected = Detector.NONE;
        for (int i = tests.size() - 1; i >= 0; i--) {
            expected = holds(record, RecordTest.parse(tests.get(i))) ? i : expected;
        }

        assertThat(detect(detector(tests.toArray(String[]::new)), record.toString()))
                .as("%s of %s", record, tests)
                .isEqualTo(expected);
    }

    private static boolean holds(JsonNode record, RecordTest test) {
        return test.alternatives().stream().anyMatch(fields -> fields.stream().allMatch(field -> {
            JsonNode value = record.path(field.name());
            boolean there = !value.isMissingNode() && !value.isNull();
            return there
                    && (field.value() == null
                            || value.isValueNode() && value.asText().equals(field.value()));
        }));
    }

    @Provide
    Arbitrary<ObjectNode> records() {
        JsonMapper mapper = new JsonMapper();
        Arbitrary<JsonNode> values = Arbitraries.of(
                        "1", "\"1\"", "\"x\"", "true", "null", "{\"a\":1}", "[\"b\"]", "\"\\n\"")
                .map(json -> {
                    try {
                        return mapper.readTree(json);
                    } catch (java.io.IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                });
        return Arbitraries.maps(Arbitraries.of("a", "b", "c", "d\"", "é"), values)
                .ofMaxSize(5)
                .map(fields -> {
                    ObjectNode record = mapper.createObjectNode();
                    fields.forEach(record::set);
                    return record;
                });
    }

    @Provide
    Arbitrary<List<String>> tests() {
        Arbitrary<String> field = Arbitraries.of("a", "b", "c=1", "c=x", "d\"", "é=true", "é");
        Arbitrary<String> all = field.list().ofMinSize(1).ofMaxSize(3).map(list -> String.join(" and ", list));
        return all.list()
                .ofMinSize(1)
                .ofMaxSize(2)
                .map(list -> String.join(" or ", list))
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    private static int detect(Detector detector, String json) {
        byte[] bytes = ("##" + json + "##").getBytes(UTF_8);
        return detector.detect(bytes, 2, bytes.length - 4);
    }

    private static Detector detector(String... tests) {
        List<TypeConfig> types = new ArrayList<>();
        for (String test : tests) {
            types.add(new TypeConfig(new TypeName("t" + types.size()), RecordTest.parse(test), null, List.of(), null));
        }
        return JsonTypes.factory(DecodeConfigs.DEFAULTS, types).create();
    }
}
