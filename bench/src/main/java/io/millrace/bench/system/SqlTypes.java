package io.millrace.bench.system;

import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/** An Avro schema in the words of a SQL system, so that every system is given the same types. */
public enum SqlTypes {
    DUCKDB {
        @Override
        String leaf(Schema.Type type) {
            return switch (type) {
                case STRING -> "VARCHAR";
                case INT -> "INTEGER";
                case LONG -> "BIGINT";
                case DOUBLE -> "DOUBLE";
                case BOOLEAN -> "BOOLEAN";
                default -> throw unknown(type);
            };
        }

        @Override
        String timestamp() {
            return "TIMESTAMPTZ";
        }

        @Override
        String array(String element) {
            return element + "[]";
        }

        @Override
        String struct(Schema schema) {
            return "STRUCT(" + fields(schema, " ") + ")";
        }

        @Override
        public String name(String field) {
            return '"' + field + '"';
        }
    },

    FLINK {
        @Override
        String leaf(Schema.Type type) {
            return type == Schema.Type.STRING ? "STRING" : DUCKDB.leaf(type);
        }

        @Override
        String timestamp() {
            return "TIMESTAMP_LTZ(6)";
        }

        @Override
        String array(String element) {
            return "ARRAY<" + element + ">";
        }

        @Override
        String struct(Schema schema) {
            return "ROW<" + fields(schema, " ") + ">";
        }

        @Override
        public String name(String field) {
            return '`' + field + '`';
        }
    },

    SPARK {
        @Override
        String leaf(Schema.Type type) {
            return FLINK.leaf(type);
        }

        @Override
        String timestamp() {
            return "TIMESTAMP";
        }

        @Override
        String array(String element) {
            return FLINK.array(element);
        }

        @Override
        String struct(Schema schema) {
            return "STRUCT<" + fields(schema, ": ") + ">";
        }

        @Override
        public String name(String field) {
            return FLINK.name(field);
        }
    };

    abstract String leaf(Schema.Type type);

    abstract String timestamp();

    abstract String array(String element);

    abstract String struct(Schema schema);

    /** A field's name in quotes. */
    public abstract String name(String field);

    /** The columns of a table: names and types. */
    public String columns(Schema schema) {
        return fields(schema, " ");
    }

    /** A record's fields in the form of DuckDB's {@code columns} option: names and quoted types. */
    public String columnMap(Schema schema) {
        return list(schema, field -> name(field.name()) + ": '" + type(field.schema()) + "'");
    }

    public String type(Schema schema) {
        return switch (schema.getType()) {
            case UNION -> type(schema.getTypes().get(1));
            case RECORD -> struct(schema);
            case ARRAY -> array(type(schema.getElementType()));
            default -> schema.getLogicalType() == null ? leaf(schema.getType()) : timestamp();
        };
    }

    String fields(Schema schema, String separator) {
        return list(schema, field -> name(field.name()) + separator + type(field.schema()));
    }

    private static String list(Schema schema, Function<Schema.Field, String> text) {
        return schema.getFields().stream().map(text).collect(Collectors.joining(", "));
    }

    private static IllegalArgumentException unknown(Schema.Type type) {
        return new IllegalArgumentException("the bench has no SQL type for " + type);
    }
}
