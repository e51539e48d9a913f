package io.millrace.job.record;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.CompositeTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.table.data.RowData;

/** How state remembers the form of an object that carries a row: a version, and the form of the row. */
abstract class RowCarrierSnapshot<T, S extends RowCarrierSerializer<T>> extends CompositeTypeSerializerSnapshot<T, S> {

    RowCarrierSnapshot() {}

    RowCarrierSnapshot(S serializer) {
        super(serializer);
    }

    /** The version of the form; readers know this one only. */
    abstract int version();

    abstract S of(TypeSerializer<RowData> rows);

    @Override
    protected final int getCurrentOuterSnapshotVersion() {
        return version();
    }

    @Override
    protected final void readOuterSnapshot(int version, DataInputView in, ClassLoader classes) throws IOException {
        ValueSnapshot.requireKnown(version, version(), getClass());
    }

    @Override
    protected final TypeSerializer<?>[] getNestedSerializers(S serializer) {
        return new TypeSerializer<?>[] {serializer.rows()};
    }

    @Override
    @SuppressWarnings("unchecked")
    protected final S createOuterSerializerWithNestedSerializers(TypeSerializer<?>[] nested) {
        return of((TypeSerializer<RowData>) nested[0]);
    }
}
