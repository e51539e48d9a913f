package io.millrace.job.schema;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;

/**
 * Whether records that were written with one schema can be read with another, and mean the same. Avro's own rules of
 * resolution come first. Beyond them stands what Avro lets through though values would change on the way: another logical
 * type, which Avro does not look at; text for bytes; a number whose type cannot hold all of the old one's; and symbols of
 * an enum that would become its default.
 */
final class Reading {

    private static final String LOGICAL_TYPE = "logical-type-changed";
    private static final String INEXACT = "inexact-number";
    private static final String TEXT_AND_BYTES = "text-and-bytes";
    private static final String MISSING_SYMBOLS = "missing-enum-symbols";

    private final Set<Incompatibility> found = new LinkedHashSet<>();

    private Reading() {}

    /** Why {@code reader} cannot read what {@code writer} wrote; empty when it can. */
    static List<Incompatibility> problems(Schema reader, Schema writer) {
        Reading reading = new Reading();
        SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult()
                .getIncompatibilities()
                .forEach(problem -> reading.found.add(ofAvro(reader, problem)));
        reading.compare(reader, writer, "");
        return List.copyOf(reading.found);
    }

    private static Incompatibility ofAvro(Schema reader, SchemaCompatibility.Incompatibility problem) {
        String path = path(reader, problem.getLocation());
        String message =
                switch (problem.getType()) {
                    case NAME_MISMATCH ->
                        "it is called " + problem.getReaderFragment().getFullName() + " by the reader and "
                                + problem.getWriterFragment().getFullName() + " by the writer";
                    case FIXED_SIZE_MISMATCH ->
                        "the reader's " + TypeText.of(problem.getReaderFragment()) + " cannot hold the writer's "
                                + TypeText.of(problem.getWriterFragment());
                    case MISSING_ENUM_SYMBOLS -> "the reader does not know the symbols " + problem.getMessage();
                    case READER_FIELD_MISSING_DEFAULT_VALUE ->
                        "the writer does not have it, and the reader has no default for it";
                    case TYPE_MISMATCH ->
                        "the reader's " + TypeText.of(problem.getReaderFragment()) + " does not take the writer's "
                                + TypeText.of(problem.getWriterFragment());
                    case MISSING_UNION_BRANCH ->
                        "the reader's " + TypeText.of(problem.getReaderFragment()) + " does not take the writer's "
                                + TypeText.of(problem.getWriterFragment());
                };
        return new Incompatibility(
                problem.getType().name().toLowerCase(Locale.ROOT).replace('_', '-'), path, message);
    }

    /** Avro says where with a pointer into the reader's JSON, {@code /fields/2/type/items}. */
    private static String path(Schema reader, String pointer) {
        StringBuilder path = new StringBuilder();
        Schema at = reader;
        String[] steps = pointer.split("/");
        for (int i = 1; i < steps.length; i++) {
            switch (at.getType()) {
                case RECORD -> {
                    if (!steps[i].equals("fields") || i + 1 == steps.length) {
                        return path.toString();
                    }
                    Schema.Field field = at.getFields().get(Integer.parseInt(steps[++i]));
                    path.append(path.isEmpty() ? "" : ".").append(field.name());
                    at = field.schema();
                    i += i + 1 < steps.length && steps[i + 1].equals("type") ? 1 : 0;
                }
                case ARRAY -> {
                    path.append("[]");
                    at = at.getElementType();
                }
                case MAP -> {
                    path.append("{}");
                    at = at.getValueType();
                }
                case UNION -> at = at.getTypes().get(Integer.parseInt(steps[i]));
                default -> {
                    return path.toString();
                }
            }
        }
        return path.toString();
    }

    private void compare(Schema readerType, Schema writerType, String path) {
        Schema reader = withoutNull(readerType);
        Schema writer = withoutNull(writerType);
        if (reader.getLogicalType() instanceof LogicalTypes.Decimal wanted
                && writer.getLogicalType() instanceof LogicalTypes.Decimal written
                && wanted.getScale() == written.getScale()) {
            if (wanted.getPrecision() < written.getPrecision()) {
                add(INEXACT, path, reader, writer, "cannot hold every number of the writer's");
            }
        } else if (!sameMeaning(reader, writer)) {
            if (isReadByAvro(reader, writer)) {
                add(LOGICAL_TYPE, path, reader, writer, "would misread the writer's");
            }
        } else if (reader.getType() != writer.getType()) {
            promoted(reader, writer, path);
        } else {
            inside(reader, writer, path);
        }
    }

    private void promoted(Schema reader, Schema writer, String path) {
        Set<Schema.Type> both = Set.of(reader.getType(), writer.getType());
        if (both.equals(Set.of(Schema.Type.STRING, Schema.Type.BYTES))) {
            add(TEXT_AND_BYTES, path, reader, writer, "is spelled otherwise in JSON than the writer's");
        } else if (reader.getType() == Schema.Type.FLOAT && both.contains(Schema.Type.INT)
                || both.contains(Schema.Type.LONG) && isFloating(reader)) {
            add(INEXACT, path, reader, writer, "cannot hold every number of the writer's");
        }
    }

    private void inside(Schema reader, Schema writer, String path) {
        switch (reader.getType()) {
            case RECORD -> {
                for (Schema.Field field : reader.getFields()) {
                    Schema.Field written = SchemaCompatibility.lookupWriterField(writer, field);
                    if (written != null) {
                        compare(
                                field.schema(),
                                written.schema(),
                                path.isEmpty() ? field.name() : path + "." + field.name());
                    }
                }
            }
            case ARRAY -> compare(reader.getElementType(), writer.getElementType(), path + "[]");
            case MAP -> compare(reader.getValueType(), writer.getValueType(), path + "{}");
            case ENUM -> {
                List<String> gone = new ArrayList<>(writer.getEnumSymbols());
                gone.removeAll(reader.getEnumSymbols());
                if (!gone.isEmpty() && reader.getEnumDefault() != null) {
                    found.add(new Incompatibility(
                            MISSING_SYMBOLS,
                            path,
                            "the reader does not know the symbols " + gone + ", which would become "
                                    + reader.getEnumDefault()));
                }
            }
            default -> {}
        }
    }

    private void add(String rule, String path, Schema reader, Schema writer, String what) {
        found.add(new Incompatibility(
                rule, path, "the reader's " + TypeText.of(reader) + " " + what + " " + TypeText.of(writer)));
    }

    private static boolean isReadByAvro(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType()
                == SchemaCompatibility.SchemaCompatibilityType.COMPATIBLE;
    }

    private static boolean isFloating(Schema schema) {
        return schema.getType() == Schema.Type.FLOAT || schema.getType() == Schema.Type.DOUBLE;
    }

    /** The other type of a union with null; a union of more, which no row can hold, stays what it is. */
    private static Schema withoutNull(Schema schema) {
        if (schema.getType() != Schema.Type.UNION) {
            return schema;
        }
        List<Schema> others = schema.getTypes().stream()
                .filter(type -> type.getType() != Schema.Type.NULL)
                .toList();
        return others.size() == 1 ? others.get(0) : schema;
    }

    /** Every UUID is text, but not the other way round. Decimals of the same scale do not come here. */
    private static boolean sameMeaning(Schema reader, Schema writer) {
        String wanted = logical(reader);
        String written = logical(writer);
        return Objects.equals(wanted, written) && !"decimal".equals(wanted)
                || wanted == null && "uuid".equals(written);
    }

    private static String logical(Schema schema) {
        return schema.getLogicalType() == null ? null : schema.getLogicalType().getName();
    }
}
