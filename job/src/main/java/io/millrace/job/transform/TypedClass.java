package io.millrace.job.transform;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.apache.avro.Conversion;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** What Avro generated for one schema of a record: its class, how to make one, and which Java types its fields have. */
final class TypedClass {

    private final Schema schema;
    private final SpecificData model;
    private final Class<? extends SpecificRecord> type;

    /** {@code () -> SpecificRecord}: reflection would ask each time whether it may. */
    private final MethodHandle constructor;

    private TypedClass(
            Schema schema, SpecificData model, Class<? extends SpecificRecord> type, MethodHandle constructor) {
        this.schema = schema;
        this.model = model;
        this.type = type;
        this.constructor = constructor;
    }

    /** @throws IllegalArgumentException when {@code type} is not a class that Avro generated */
    static TypedClass of(Class<? extends SpecificRecord> type) {
        try {
            MethodHandle constructor = MethodHandles.publicLookup()
                    .unreflectConstructor(type.getConstructor())
                    .asType(MethodType.methodType(SpecificRecord.class));
            return new TypedClass(
                    SpecificData.get().getSchema(type), SpecificData.getForClass(type), type, constructor);
        } catch (NoSuchMethodException | IllegalAccessException | RuntimeException e) {
            throw new IllegalArgumentException(type.getName() + " is not a class that Avro generated from a schema", e);
        }
    }

    Schema schema() {
        return schema;
    }

    Class<? extends SpecificRecord> type() {
        return type;
    }

    SpecificRecord create() {
        try {
            return (SpecificRecord) constructor.invokeExact();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("cannot make a " + type.getName(), e);
        }
    }

    /** The class of a nested record, enum or fixed. */
    Class<?> classOf(Schema nested) {
        try {
            return Class.forName(SpecificData.getClassName(nested), true, type.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    type.getName() + " has a field of " + nested.getFullName() + ", but that class is missing", e);
        }
    }

    TypedClass nested(Schema record) {
        return of(classOf(record).asSubclass(SpecificRecord.class));
    }

    /**
     * The Java type of a field with this logical type: such as {@code Instant} for a timestamp; null when the class was
     * generated to hold the plain Avro type.
     */
    Class<?> logicalClass(LogicalType type) {
        Conversion<?> conversion = type == null ? null : model.getConversionFor(type);
        return conversion == null ? null : conversion.getConvertedType();
    }
}
