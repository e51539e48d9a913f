package io.millrace.job.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.BiConsumer;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;
import org.apache.flink.util.InstantiationUtil;

/** What every type info and serializer of ours must do, checked with one value. */
public final class Serializers {

    private Serializers() {}

    /**
     * @param info the type info
     * @param value a value that is not null
     * @param same fails unless two values are the same in content
     */
    public static <T> void assertObeysTheContract(TypeInformation<T> info, T value, BiConsumer<T, T> same)
            throws Exception {
        assertThat(InstantiationUtil.clone(info)).isEqualTo(info).hasSameHashCodeAs(info);
        TypeSerializer<T> serializer = info.createSerializer(new SerializerConfigImpl());
        assertThat(InstantiationUtil.clone(serializer)).isEqualTo(serializer).hasSameHashCodeAs(serializer);
        assertThat(serializer.duplicate()).isEqualTo(serializer).hasSameHashCodeAs(serializer);

        byte[] bytes = bytes(serializer, value);
        if (serializer.getLength() >= 0) {
            assertThat(bytes).hasSize(serializer.getLength());
        }
        same.accept(read(serializer, bytes), value);
        same.accept(serializer.deserialize(serializer.createInstance(), input(bytes)), value);
        same.accept(read(serializer.duplicate(), bytes), value);
        same.accept(serializer.copy(value), value);
        same.accept(serializer.copy(value, serializer.createInstance()), value);

        ByteArrayOutputStream copied = new ByteArrayOutputStream();
        serializer.copy(input(bytes), new DataOutputViewStreamWrapper(copied));
        same.accept(read(serializer, copied.toByteArray()), value);

        TypeSerializerSnapshot<T> restored = readSnapshot(snapshot(serializer));
        assertThat(restored.restoreSerializer()).isEqualTo(serializer);
        assertThat(serializer
                        .snapshotConfiguration()
                        .resolveSchemaCompatibility(restored)
                        .isCompatibleAsIs())
                .isTrue();
    }

    /** What state holds of a value: the serializer's snapshot, then the value. */
    public static <T> byte[] state(TypeSerializer<T> serializer, T value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(snapshot(serializer));
        bytes.write(bytes(serializer, value));
        return bytes.toByteArray();
    }

    /** Reads {@link #state} as a restored job does: the snapshot gives the serializer, that gives the value. */
    public static <T> T readState(byte[] state) throws IOException {
        DataInputViewStreamWrapper in = input(state);
        TypeSerializerSnapshot<T> snapshot = TypeSerializerSnapshot.readVersionedSnapshot(in, loader());
        T value = snapshot.restoreSerializer().deserialize(in);
        assertThat(in.available()).isZero();
        return value;
    }

    /** Fails unless a snapshot of a version that does not exist is refused by name and number. */
    public static void assertRefusesVersion(TypeSerializerSnapshot<?> snapshot, int unknown, byte[] content) {
        assertThatThrownBy(() -> snapshot.readSnapshot(unknown, input(content), loader()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version " + unknown)
                .hasMessageContaining("this build knows only version");
    }

    public static <T> byte[] bytes(TypeSerializer<T> serializer, T value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        serializer.serialize(value, new DataOutputViewStreamWrapper(bytes));
        return bytes.toByteArray();
    }

    public static <T> T read(TypeSerializer<T> serializer, byte[] bytes) throws IOException {
        DataInputViewStreamWrapper in = input(bytes);
        T value = serializer.deserialize(in);
        assertThat(in.available()).as("bytes left over").isZero();
        return value;
    }

    private static byte[] snapshot(TypeSerializer<?> serializer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        TypeSerializerSnapshot.writeVersionedSnapshot(
                new DataOutputViewStreamWrapper(bytes), serializer.snapshotConfiguration());
        return bytes.toByteArray();
    }

    private static <T> TypeSerializerSnapshot<T> readSnapshot(byte[] bytes) throws IOException {
        return TypeSerializerSnapshot.readVersionedSnapshot(input(bytes), loader());
    }

    private static DataInputViewStreamWrapper input(byte[] bytes) {
        return new DataInputViewStreamWrapper(new ByteArrayInputStream(bytes));
    }

    private static ClassLoader loader() {
        return Serializers.class.getClassLoader();
    }
}
