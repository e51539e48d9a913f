package io.millrace.job.record;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.table.data.RowData;

/** What the serializers of objects that carry a row have in common. */
abstract class RowCarrierSerializer<T> extends TypeSerializer<T> {

    private static final long serialVersionUID = 1L;

    private final TypeSerializer<RowData> rows;

    RowCarrierSerializer(TypeSerializer<RowData> rows) {
        this.rows = rows;
    }

    /** Flink's own serializer of rows. Its copies are deep, whatever kind of row they are made of; it has buffers. */
    final TypeSerializer<RowData> rows() {
        return rows;
    }

    @Override
    public final boolean isImmutableType() {
        return false;
    }

    @Override
    public final int getLength() {
        return -1;
    }

    @Override
    public final T copy(T from) {
        return copy(from, createInstance());
    }

    @Override
    public final T deserialize(DataInputView source) throws IOException {
        return deserialize(createInstance(), source);
    }

    @Override
    public final void copy(DataInputView source, DataOutputView target) throws IOException {
        serialize(deserialize(source), target);
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof RowCarrierSerializer<?> that && getClass() == that.getClass() && rows.equals(that.rows);
    }

    @Override
    public final int hashCode() {
        return 31 * getClass().getName().hashCode() + rows.hashCode();
    }
}
