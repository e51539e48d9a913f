package io.millrace.udf.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.ledger.AssetDetailsWire;
import io.millrace.model.ledger.ContractData;
import io.millrace.model.ledger.ContractDataMessage;
import io.millrace.model.ledger.ContractDataMessageWire;
import io.millrace.model.ledger.ContractDataWire;
import io.millrace.model.ledger.ContractEvent;
import io.millrace.model.ledger.ContractEventWire;
import io.millrace.udf.RecordFunction;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** What the pipeline {@code ledger-archive} does not show in its cases. */
final class LedgerFunctionsTest {

    @Test
    void theyAreFoundByTheirNames() {
        assertThat(ServiceLoader.load(RecordFunction.class))
                .extracting(RecordFunction::name)
                .contains("contract-data", "contract-data-message", "contract-event", "asset-details", "change-event");
    }

    @Test
    void theColumnsAreThoseThatReadersKnow() {
        assertThat(columns(ContractData.getClassSchema())).hasSize(14);
        assertThat(columns(ContractDataMessage.getClassSchema()))
                .hasSize(20)
                .startsWith(columns(ContractData.getClassSchema()).toArray(String[]::new));
        assertThat(ContractDataMessage.getClassSchema().getFields())
                .filteredOn(field -> !field.schema().isNullable())
                .extracting(Schema.Field::name)
                .containsExactly("contract_id", "ledger_sequence");
        assertThat(columns(ContractEvent.getClassSchema()))
                .containsExactly(
                        "type",
                        "ledger",
                        "ledger_closed_at",
                        "contract_id",
                        "id",
                        "paging_token",
                        "topic",
                        "value",
                        "in_successful_contract_call",
                        "tx_hash");
    }

    private static List<String> columns(Schema schema) {
        return schema.getFields().stream().map(Schema.Field::name).toList();
    }

    @Test
    void contractAndLedgerAreThoseOfTheMessageOrElseThoseOfTheEntry() {
        ContractDataMessageWire message = new ContractDataMessageWire();
        message.setContractData(new ContractDataWire());
        message.getContractData().setContractId("inside");
        message.getContractData().setLedgerSequence(1L);

        assertThat(apply(new MakeContractDataMessage(), message).getContractId())
                .isEqualTo("inside");

        message.setContractId("outside");
        message.setLedgerSequence(2L);
        ContractDataMessage both = apply(new MakeContractDataMessage(), message);
        assertThat(both.getContractId()).isEqualTo("outside");
        assertThat(both.getLedgerSequence()).isEqualTo(2);
    }

    @Test
    void aMessageWithoutALedgerIsRefused() {
        ContractDataMessageWire message = new ContractDataMessageWire();
        message.setContractData(new ContractDataWire());
        message.setContractId("c");

        assertThatThrownBy(() -> apply(new MakeContractDataMessage(), message))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ledger_sequence: expected a value, but found none");
    }

    @Test
    void numbersOfLedgersHave32BitsAndThoseOfEvents64() {
        ContractDataWire data = new ContractDataWire();
        data.setContractId("c");
        data.setContractKeyType("k");
        data.setContractDurability("d");
        data.setLastModifiedLedger(-1L);
        assertThatThrownBy(() -> apply(new MakeContractData(), data))
                .hasMessage("last_modified_ledger: expected a whole number from 0 to 4294967295");

        ContractEventWire event = event();
        event.setLedger(new BigDecimal("18446744073709551615"));
        assertThat(apply(new MakeContractEvent(), event).getLedger()).isEqualTo("18446744073709551615");
        event.setLedger(new BigDecimal("18446744073709551616"));
        assertThatThrownBy(() -> apply(new MakeContractEvent(), event))
                .hasMessage("ledger: expected a whole number from 0 to 18446744073709551615");
    }

    @Test
    void whatWasDecodedStandsInForWhatWasNotSent() {
        ContractEventWire event = event();
        event.setTopicDecoded("[\"transfer\"]");
        event.setDataDecoded("7");

        ContractEvent made = apply(new MakeContractEvent(), event);

        assertThat(made.getTopic()).isEqualTo("[\"transfer\"]");
        assertThat(made.getValue()).isEqualTo("7");
        assertThat(made.getLedgerClosedAt()).isEqualTo("1970-01-01T00:00:00.500Z");
    }

    @Test
    void anEventNeedsAnIdOrItsPlaceInTheTransaction() {
        ContractEventWire event = event();
        event.setId(null);
        event.setEventIndex(3L);
        assertThat(apply(new MakeContractEvent(), event).getId()).isEqualTo("hash-0-3");

        event.setEventIndex(null);
        assertThatThrownBy(() -> apply(new MakeContractEvent(), event))
                .hasMessage("id: expected an id, or an event_index to make it of, but found neither");
    }

    @Test
    void anAssetHasATypeThatExists() {
        AssetDetailsWire asset = new AssetDetailsWire("XLM", null, "native", "1772432100");
        assertThat(apply(new MakeAssetDetails(), asset).getTimestamp())
                .isEqualTo(Instant.parse("2026-03-02T06:15:00Z"));

        asset.setType("alphanum4");
        assertThatThrownBy(() -> apply(new MakeAssetDetails(), asset))
                .hasMessage(
                        "type: expected one of native, credit_alphanum4, credit_alphanum12, but found another text");
    }

    private static ContractEventWire event() {
        ContractEventWire event = new ContractEventWire();
        event.setType("contract");
        event.setLedger(BigDecimal.ONE);
        event.setLedgerClosedAt("0.5");
        event.setContractId("c");
        event.setId("i");
        event.setTxHash("hash");
        return event;
    }

    private static <I extends SpecificRecord, O extends SpecificRecord> O apply(
            RecordFunction<I, O> function, I record) {
        List<O> given = new ArrayList<>();
        try {
            function.apply(record, given::add);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        assertThat(given).hasSize(1);
        return given.get(0);
    }
}
