package io.millrace.udf.ledger;

import io.millrace.model.ledger.ArchiveMetadata;
import io.millrace.model.ledger.ContractDataMessage;
import io.millrace.model.ledger.ContractDataMessageWire;
import io.millrace.model.ledger.ContractDataWire;
import io.millrace.udf.RecordFunction;
import io.millrace.udf.wire.Required;
import io.millrace.udf.wire.Unsigned;
import io.millrace.udf.wire.WireJson;
import io.millrace.udf.wire.WireTime;
import java.util.function.Consumer;

/**
 * The function {@code contract-data-message}: a message about an entry of a contract's storage in its twenty columns. The
 * contract and the ledger are what the message says, or else the entry in it.
 */
public final class MakeContractDataMessage implements RecordFunction<ContractDataMessageWire, ContractDataMessage> {

    @Override
    public String name() {
        return "contract-data-message";
    }

    @Override
    public Class<ContractDataMessageWire> inputType() {
        return ContractDataMessageWire.class;
    }

    @Override
    public Class<ContractDataMessage> outputType() {
        return ContractDataMessage.class;
    }

    @Override
    public void apply(ContractDataMessageWire wire, Consumer<ContractDataMessage> out) {
        ContractDataWire data = wire.getContractData();
        ContractDataMessage message = new ContractDataMessage();
        message.setContractId(Required.field("contract_id", or(wire.getContractId(), data.getContractId())));
        message.setContractKeyType(data.getContractKeyType());
        message.setContractDurability(data.getContractDurability());
        message.setAssetCode(data.getAssetCode());
        message.setAssetIssuer(data.getAssetIssuer());
        message.setAssetType(data.getAssetType());
        message.setBalanceHolder(data.getBalanceHolder());
        message.setBalance(WireJson.wholeNumber("contract_data.balance", data.getBalance()));
        message.setLastModifiedLedger(
                Unsigned.of32("contract_data.last_modified_ledger", data.getLastModifiedLedger()));
        message.setLedgerEntryChange(Unsigned.of32("contract_data.ledger_entry_change", data.getLedgerEntryChange()));
        message.setDeleted(data.getDeleted());
        message.setClosedAt(WireTime.parse("contract_data.closed_at", data.getClosedAt()));
        message.setLedgerSequence(Required.field(
                "ledger_sequence",
                Unsigned.of32("ledger_sequence", or(wire.getLedgerSequence(), data.getLedgerSequence()))));
        message.setLedgerKeyHash(data.getLedgerKeyHash());
        message.setProcessorName(wire.getProcessorName());
        message.setMessageType(wire.getMessageType());
        message.setTimestamp(WireTime.parse("timestamp", wire.getTimestamp()));
        ArchiveMetadata archive = wire.getArchiveMetadata();
        if (archive != null) {
            message.setArchiveFileName(archive.getFileName());
            message.setArchiveBucketName(archive.getBucketName());
            message.setArchiveFileSize(archive.getFileSize());
        }
        out.accept(message);
    }

    private static <T> T or(T outside, T inside) {
        return outside == null ? inside : outside;
    }
}
