package io.millrace.udf.ledger;

import io.millrace.model.ledger.ContractData;
import io.millrace.model.ledger.ContractDataWire;
import io.millrace.udf.RecordFunction;
import io.millrace.udf.wire.Required;
import io.millrace.udf.wire.Unsigned;
import io.millrace.udf.wire.WireJson;
import io.millrace.udf.wire.WireTime;
import java.util.function.Consumer;

/** The function {@code contract-data}: an entry of a contract's storage in its fourteen columns. */
public final class MakeContractData implements RecordFunction<ContractDataWire, ContractData> {

    @Override
    public String name() {
        return "contract-data";
    }

    @Override
    public Class<ContractDataWire> inputType() {
        return ContractDataWire.class;
    }

    @Override
    public Class<ContractData> outputType() {
        return ContractData.class;
    }

    @Override
    public void apply(ContractDataWire wire, Consumer<ContractData> out) {
        ContractData data = new ContractData();
        data.setContractId(Required.field("contract_id", wire.getContractId()));
        data.setContractKeyType(Required.field("contract_key_type", wire.getContractKeyType()));
        data.setContractDurability(Required.field("contract_durability", wire.getContractDurability()));
        data.setAssetCode(wire.getAssetCode());
        data.setAssetIssuer(wire.getAssetIssuer());
        data.setAssetType(wire.getAssetType());
        data.setBalanceHolder(wire.getBalanceHolder());
        data.setBalance(WireJson.wholeNumber("balance", wire.getBalance()));
        data.setLastModifiedLedger(required("last_modified_ledger", wire.getLastModifiedLedger()));
        data.setLedgerEntryChange(required("ledger_entry_change", wire.getLedgerEntryChange()));
        data.setDeleted(Required.field("deleted", wire.getDeleted()));
        data.setClosedAt(Required.field("closed_at", WireTime.parse("closed_at", wire.getClosedAt())));
        data.setLedgerSequence(required("ledger_sequence", wire.getLedgerSequence()));
        data.setLedgerKeyHash(wire.getLedgerKeyHash());
        out.accept(data);
    }

    private static long required(String field, Long value) {
        return Required.field(field, Unsigned.of32(field, value));
    }
}
