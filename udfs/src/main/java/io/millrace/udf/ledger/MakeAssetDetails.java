package io.millrace.udf.ledger;

import io.millrace.model.ledger.AssetDetails;
import io.millrace.model.ledger.AssetDetailsWire;
import io.millrace.udf.RecordFunction;
import io.millrace.udf.wire.WireTime;
import java.util.List;
import java.util.function.Consumer;

/** The function {@code asset-details}: an asset in its four columns. An asset of a type that does not exist is refused. */
public final class MakeAssetDetails implements RecordFunction<AssetDetailsWire, AssetDetails> {

    private static final List<String> TYPES = List.of("native", "credit_alphanum4", "credit_alphanum12");

    @Override
    public String name() {
        return "asset-details";
    }

    @Override
    public Class<AssetDetailsWire> inputType() {
        return AssetDetailsWire.class;
    }

    @Override
    public Class<AssetDetails> outputType() {
        return AssetDetails.class;
    }

    @Override
    public void apply(AssetDetailsWire wire, Consumer<AssetDetails> out) {
        if (!TYPES.contains(wire.getType())) {
            throw new IllegalArgumentException(
                    "type: expected one of " + String.join(", ", TYPES) + ", but found another text");
        }
        out.accept(new AssetDetails(
                wire.getCode(), wire.getIssuer(), wire.getType(), WireTime.parse("timestamp", wire.getTimestamp())));
    }
}
