package io.millrace.udf.ledger;

import io.millrace.model.ledger.ContractEvent;
import io.millrace.model.ledger.ContractEventWire;
import io.millrace.udf.RecordFunction;
import io.millrace.udf.wire.Required;
import io.millrace.udf.wire.Unsigned;
import io.millrace.udf.wire.WireTime;
import java.util.function.Consumer;

/**
 * The function {@code contract-event}: an event in its ten columns, whichever of the two producers sent it. What both have
 * under other names is one field here already; this fills in what only one of them has.
 */
public final class MakeContractEvent implements RecordFunction<ContractEventWire, ContractEvent> {

    @Override
    public String name() {
        return "contract-event";
    }

    @Override
    public Class<ContractEventWire> inputType() {
        return ContractEventWire.class;
    }

    @Override
    public Class<ContractEvent> outputType() {
        return ContractEvent.class;
    }

    @Override
    public void apply(ContractEventWire wire, Consumer<ContractEvent> out) {
        ContractEvent event = new ContractEvent();
        event.setType(wire.getType());
        event.setLedger(Unsigned.of64("ledger", wire.getLedger()));
        event.setLedgerClosedAt(
                Required.field("ledger_closed_at", WireTime.parse("ledger_closed_at", wire.getLedgerClosedAt()))
                        .toString());
        event.setContractId(wire.getContractId());
        event.setId(id(wire));
        event.setPagingToken(wire.getPagingToken());
        event.setTopic(wire.getTopic() == null ? wire.getTopicDecoded() : wire.getTopic());
        event.setValue(wire.getValue() == null ? wire.getDataDecoded() : wire.getValue());
        event.setInSuccessfulContractCall(wire.getInSuccessfulContractCall());
        event.setTxHash(wire.getTxHash());
        out.accept(event);
    }

    /** The same event has the same id however often it is sent. */
    private static String id(ContractEventWire wire) {
        if (wire.getId() != null) {
            return wire.getId();
        }
        if (wire.getEventIndex() == null) {
            throw new IllegalArgumentException(
                    "id: expected an id, or an event_index to make it of, but found neither");
        }
        long operation = wire.getOperationIndex() == null ? 0 : wire.getOperationIndex();
        return wire.getTxHash() + "-" + operation + "-" + wire.getEventIndex();
    }
}
