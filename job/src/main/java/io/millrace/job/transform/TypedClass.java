package io.millrace.job.transform;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import org.apache.avro.Conversion;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** What Avro generated for one schema of a record: its class, how to make one, and which Java types its fields have. */
final class TypedClass {

    private final Schema schema;
    private final SpecificData model;
    private final Constructor<? extends SpecificRecord> constructor;

    private TypedClass(Schema schema, SpecificData model, Constructor<? extends SpecificRecord> constructor) {
        this.schema = schema;
        this.model = model;
        this.constructor = constructor;
    }

    /** @throws IllegalArgumentException when {@code type} is not a class that Avro generated */
    static TypedClass of(Class<? extends SpecificRecord> type) {
        try {
            return new TypedClass(
                    SpecificData.get().getSchema(type), SpecificData.getForClass(type), type.getConstructor());
        } catch (NoSuchMethodException | RuntimeException e) {
            throw new IllegalArgumentException(type.getName() + " is not a class that Avro generated from a schema", e);
        }
    }

    Schema schema() {
        return schema;
    }

    Class<? extends SpecificRecord> type() {
        return constructor.getDeclaringClass();
    }

    SpecificRecord create() {
        try {
            return constructor.newInstance();
        } catch (InstantiationException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("cannot make a " + type().getName(), e);
        }
    }

    /** The class of a nested record, enum or fixed. */
    Class<?> classOf(Schema nested) {
        try {
            return Class.forName(SpecificData.getClassName(nested), true, type().getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    type().getName() + " has a field of " + nested.getFullName() + ", but that class is missing", e);
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
