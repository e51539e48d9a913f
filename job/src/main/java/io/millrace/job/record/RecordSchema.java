package io.millrace.job.record;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.flink.table.types.logical.RowType;

/**
 * The schema of a stage's rows: the Avro schema that is the contract, and Flink's view of the same columns in the same
 * order. Immutable; equal when the Avro schemas are.
 */
public final class RecordSchema implements Serializable {

    /** The column that keeps unknown fields as JSON text, where the pipeline captures them. */
    public static final String RESCUED = "_rescued";

    private static final String JSON = "json";
    private static final long serialVersionUID = 1L;

    private final Schema avro;
    private final RowType rowType;
    private final String fingerprint;

    private RecordSchema(Schema avro, RowType rowType) {
        this.avro = avro;
        this.rowType = rowType;
        this.fingerprint = sha256(SchemaNormalization.toParsingForm(avro));
    }

    /**
     * The schema of rows that hold what {@code avro} describes.
     *
     * @throws IllegalArgumentException naming the field and the construct, when rows cannot hold it: a general union, a
     *     record inside itself, a record without fields, a duration, a decimal of more than 38 digits, a logical type that
     *     does not fit its type, or anything but a record at the top
     */
    public static RecordSchema of(Schema avro) {
        return new RecordSchema(requireNonNull(avro, "avro"), AvroTypes.rowType(avro));
    }

    public Schema avro() {
        return avro;
    }

    public RowType rowType() {
        return rowType;
    }

    /**
     * The SHA-256, in hexadecimal, of Avro's parsing canonical form, by which registries know a schema too. Like that
     * form it ignores documentation, defaults, aliases and logical types.
     */
    public String fingerprint() {
        return fingerprint;
    }

    /** What the schema says of its version, in the property {@code version} of its record, such as {@code "1.0.0"}. */
    public Optional<String> version() {
        return Optional.ofNullable(avro.getObjectProp("version")).map(Object::toString);
    }

    /** This schema with the column {@link #RESCUED}, a nullable string, after all others. */
    public RecordSchema withRescued() {
        if (avro.getField(RESCUED) != null) {
            throw new IllegalArgumentException("the schema " + avro.getFullName() + " has a field '" + RESCUED
                    + "' of its own, so unknown fields cannot be captured under that name");
        }
        List<Schema.Field> fields = new ArrayList<>();
        for (Schema.Field field : avro.getFields()) {
            fields.add(new Schema.Field(field, field.schema()));
        }
        Schema text = Schema.createUnion(Schema.create(Schema.Type.NULL), Schema.create(Schema.Type.STRING));
        fields.add(new Schema.Field(
                RESCUED, text, "Fields that the schema does not know, as JSON text.", Schema.Field.NULL_DEFAULT_VALUE));
        return of(copyWith(fields));
    }

    /**
     * This schema without some of its fields at the top, under the same name.
     *
     * @throws IllegalArgumentException when no field is left
     */
    public RecordSchema without(Collection<String> names) {
        List<Schema.Field> fields = new ArrayList<>();
        for (Schema.Field field : avro.getFields()) {
            if (!names.contains(field.name())) {
                fields.add(new Schema.Field(field, field.schema()));
            }
        }
        if (fields.isEmpty()) {
            throw new IllegalArgumentException(
                    "the schema " + avro.getFullName() + " has no field besides " + String.join(", ", names));
        }
        return of(copyWith(fields));
    }

    /**
     * True for text that is any JSON value as it was sent: a string with the logical type {@code json}, which only the
     * decoding of JSON and of JSON text gives a meaning. To everything else it is a string.
     */
    public static boolean isJson(Schema schema) {
        return schema.getType() == Schema.Type.STRING && JSON.equals(schema.getProp("logicalType"));
    }

    /** The type itself of a type that may be nullable. */
    public static Schema withoutNull(Schema schema) {
        if (schema.getType() != Schema.Type.UNION) {
            return schema;
        }
        List<Schema> types = schema.getTypes();
        return types.get(0).getType() == Schema.Type.NULL ? types.get(1) : types.get(0);
    }

    /** The place of a field that is named from the top, {@code geo.country}; empty when there is none. */
    public Optional<FieldPath> find(String dottedName) {
        return FieldPath.find(this, dottedName);
    }

    /**
     * The place of a field that is named from the top.
     *
     * @throws IllegalArgumentException when there is no such field, naming those there are
     */
    public FieldPath path(String dottedName) {
        return find(dottedName)
                .orElseThrow(() -> new IllegalArgumentException("the schema " + avro.getFullName() + " has no field '"
                        + dottedName + "'; its fields are " + rowType.getFieldNames()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RecordSchema that && avro.equals(that.avro);
    }

    @Override
    public int hashCode() {
        return avro.hashCode();
    }

    @Override
    public String toString() {
        return "RecordSchema[" + avro.getFullName() + ", " + rowType.getFieldCount() + " fields]";
    }

    private Schema copyWith(List<Schema.Field> fields) {
        Schema copy = Schema.createRecord(avro.getName(), avro.getDoc(), avro.getNamespace(), false, fields);
        avro.getObjectProps().forEach(copy::addProp);
        avro.getAliases().forEach(copy::addAlias);
        return copy;
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
