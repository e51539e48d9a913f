package io.millrace.job.record;

import io.millrace.model.Balance;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Tells Flink how a {@link Balance} is shuffled. */
public final class BalanceTypeInfo extends BoundaryTypeInfo<Balance> {

    private static final long serialVersionUID = 1L;

    public BalanceTypeInfo() {
        super(Balance.class);
    }

    @Override
    public TypeSerializer<Balance> createSerializer(SerializerConfig config) {
        return BalanceSerializer.INSTANCE;
    }
}
