package io.millrace.job.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaIncompatibilityType;

/**
 * Whether records that were written with one schema can be read with another, and mean the same. Avro's own rules of
 * resolution come first, asked of each field, so that the field can be named. Beyond them stands what Avro lets through
 * though values would change on the way: another logical type, which Avro does not look at; text for bytes; a number whose
 * type cannot hold all of the old one's; and symbols of an enum that would become its default.
 */
final class Reading {

    private static final String LOGICAL_TYPE = "logical-type-changed";
    private static final String INEXACT = "inexact-number";
    private static final String TEXT_AND_BYTES = "text-and-bytes";

    private final List<Incompatibility> found = new ArrayList<>();

    private Reading() {}

    /** Why {@code reader} cannot read what {@code writer} wrote; empty when it can. Neither contains itself. */
    static List<Incompatibility> problems(Schema reader, Schema writer) {
        Reading reading = new Reading();
        reading.compare(reader, writer, "");
        if (reading.found.isEmpty()) {
            // Nothing that Avro refuses may pass, whatever was asked above.
            reading.avro(reader, writer, "");
        }
        return List.copyOf(reading.found);
    }

    private void compare(Schema readerType, Schema writerType, String path) {
        Schema reader = withoutNull(readerType);
        Schema writer = withoutNull(writerType);
        if (writerType.isNullable() && !readerType.isNullable()) {
            add(SchemaIncompatibilityType.TYPE_MISMATCH, path, takesNot(reader, "null"));
        }
        if (reader.getType() != writer.getType()) {
            scalars(reader, writer, path);
            return;
        }
        switch (reader.getType()) {
            case RECORD -> records(reader, writer, path);
            case ARRAY -> compare(reader.getElementType(), writer.getElementType(), path + "[]");
            case MAP -> compare(reader.getValueType(), writer.getValueType(), path + "{}");
            default -> scalars(reader, writer, path);
        }
    }

    private void records(Schema reader, Schema writer, String path) {
        if (!SchemaCompatibility.schemaNameEquals(reader, writer)) {
            add(SchemaIncompatibilityType.NAME_MISMATCH, path, named(reader, writer));
        }
        for (Schema.Field field : reader.getFields()) {
            String place = path.isEmpty() ? field.name() : path + "." + field.name();
            Schema.Field written = SchemaCompatibility.lookupWriterField(writer, field);
            if (written != null) {
                compare(field.schema(), written.schema(), place);
            } else if (!field.hasDefaultValue()) {
                add(
                        SchemaIncompatibilityType.READER_FIELD_MISSING_DEFAULT_VALUE,
                        place,
                        "the writer does not have it, and the reader has no default for it");
            }
        }
    }

    private void scalars(Schema reader, Schema writer, String path) {
        if (avro(reader, writer, path)) {
            meaning(reader, writer, path);
        }
    }

    /** Asks Avro; returns true when it takes the one for the other. */
    private boolean avro(Schema reader, Schema writer, String path) {
        List<SchemaCompatibility.Incompatibility> problems = SchemaCompatibility.checkReaderWriterCompatibility(
                        reader, writer)
                .getResult()
                .getIncompatibilities();
        for (SchemaCompatibility.Incompatibility problem : problems) {
            add(
                    problem.getType(),
                    path,
                    switch (problem.getType()) {
                        case NAME_MISMATCH -> named(reader, writer);
                        case MISSING_ENUM_SYMBOLS -> "the reader does not know the symbols " + problem.getMessage();
                        default -> takesNot(reader, TypeText.of(writer));
                    });
        }
        return problems.isEmpty();
    }

    /** What Avro takes for one another, although it may not be. */
    private void meaning(Schema reader, Schema writer, String path) {
        if (reader.getLogicalType() instanceof LogicalTypes.Decimal wanted
                && writer.getLogicalType() instanceof LogicalTypes.Decimal written
                && wanted.getScale() == written.getScale()) {
            if (wanted.getPrecision() < written.getPrecision()) {
                add(INEXACT, path, reader, "cannot hold every number of the writer's", writer);
            }
        } else if (!sameMeaning(reader, writer)) {
            add(LOGICAL_TYPE, path, reader, "would misread the writer's", writer);
        } else if (isTextAsBytes(reader.getType(), writer.getType())) {
            add(TEXT_AND_BYTES, path, reader, "is spelled otherwise in JSON than the writer's", writer);
        } else if (isRounding(reader.getType(), writer.getType())) {
            add(INEXACT, path, reader, "cannot hold every number of the writer's", writer);
        } else if (reader.getType() == Schema.Type.ENUM) {
            symbols(reader, writer, path);
        }
    }

    /** Every UUID is text, but not the other way round. Decimals of the same scale do not come here. */
    private static boolean sameMeaning(Schema reader, Schema writer) {
        String wanted = logical(reader);
        String written = logical(writer);
        return Objects.equals(wanted, written) && !"decimal".equals(wanted) || wanted == null && "uuid".equals(written);
    }

    private static boolean isTextAsBytes(Schema.Type reader, Schema.Type writer) {
        return reader == Schema.Type.STRING && writer == Schema.Type.BYTES
                || reader == Schema.Type.BYTES && writer == Schema.Type.STRING;
    }

    private static boolean isRounding(Schema.Type reader, Schema.Type writer) {
        return reader == Schema.Type.FLOAT && (writer == Schema.Type.INT || writer == Schema.Type.LONG)
                || reader == Schema.Type.DOUBLE && writer == Schema.Type.LONG;
    }

    private void symbols(Schema reader, Schema writer, String path) {
        List<String> gone = new ArrayList<>(writer.getEnumSymbols());
        gone.removeAll(reader.getEnumSymbols());
        if (!gone.isEmpty()) {
            add(
                    SchemaIncompatibilityType.MISSING_ENUM_SYMBOLS,
                    path,
                    "the reader does not know the symbols " + gone + ", which would become " + reader.getEnumDefault());
        }
    }

    private void add(String rule, String path, Schema reader, String what, Schema writer) {
        found.add(new Incompatibility(
                rule, path, "the reader's " + TypeText.of(reader) + " " + what + " " + TypeText.of(writer)));
    }

    private void add(SchemaIncompatibilityType rule, String path, String message) {
        found.add(new Incompatibility(rule.name().toLowerCase(Locale.ROOT).replace('_', '-'), path, message));
    }

    private static String takesNot(Schema reader, String writer) {
        return "the reader's " + TypeText.of(reader) + " does not take the writer's " + writer;
    }

    private static String named(Schema reader, Schema writer) {
        return "it is called " + reader.getFullName() + " by the reader and " + writer.getFullName() + " by the writer";
    }

    /** The other type of a union with null; anything else as it is. */
    private static Schema withoutNull(Schema schema) {
        if (schema.getType() != Schema.Type.UNION) {
            return schema;
        }
        List<Schema> others = schema.getTypes().stream()
                .filter(type -> type.getType() != Schema.Type.NULL)
                .toList();
        return others.size() == 1 ? others.get(0) : schema;
    }

    private static String logical(Schema schema) {
        return schema.getLogicalType() == null ? null : schema.getLogicalType().getName();
    }
}
