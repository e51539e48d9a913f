package io.millrace.job.record;

import java.io.IOException;
import java.util.function.Supplier;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How state remembers which form of a value it holds: a version, and nothing else. */
abstract class ValueSnapshot<T> implements TypeSerializerSnapshot<T> {

    private static final int VERSION = 1;

    private final Supplier<TypeSerializer<T>> serializer;

    ValueSnapshot(Supplier<TypeSerializer<T>> serializer) {
        this.serializer = serializer;
    }

    @Override
    public final int getCurrentVersion() {
        return VERSION;
    }

    @Override
    public final void writeSnapshot(DataOutputView out) {}

    @Override
    public final void readSnapshot(int version, DataInputView in, ClassLoader classes) throws IOException {
        requireKnown(version, VERSION, getClass());
    }

    @Override
    public final TypeSerializer<T> restoreSerializer() {
        return serializer.get();
    }

    @Override
    public final TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(TypeSerializerSnapshot<T> old) {
        return old.getClass() == getClass()
                ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                : TypeSerializerSchemaCompatibility.incompatible();
    }

    static void requireKnown(int version, int known, Class<?> snapshot) throws IOException {
        if (version != known) {
            throw new IOException("state holds version " + version + " of " + snapshot.getSimpleName()
                    + ", but this build knows only version " + known + ": it was written by another release");
        }
    }
}
