package io.millrace.job.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneId;

/** Makes the JSON Schema of a pipeline from the declarations of its keys. */
final class SchemaGenerator {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private SchemaGenerator() {}

    static String generate() {
        ObjectNode root = JSON.objectNode();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("title", "Millrace pipeline");
        root.put(
                "description",
                "One pipeline. Generated from the declarations of its keys; docs/reference/configuration.md has them as"
                        + " tables.");
        root.setAll(section(Section.of(PipelineConfig.class)));
        ObjectNode variable = JSON.objectNode();
        variable.put("description", "A text with ${NAME} or ${NAME:-default} in it.");
        variable.put("type", "string");
        variable.put("pattern", "\\$\\{");
        root.putObject("$defs").set("variable", variable);
        return print(root);
    }

    private static ObjectNode section(Section section) {
        ObjectNode schema = JSON.objectNode();
        if (section.hasRequired()) {
            schema.put("type", "object");
        } else {
            schema.putArray("type").add("object").add("null");
        }
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = JSON.arrayNode();
        ArrayNode kinds = JSON.arrayNode();
        for (KeySpec key : section.keys()) {
            properties.set(key.name(), key(key));
            if (section.oneOf()) {
                kinds.addObject().putArray("required").add(key.name());
            } else if (key.required()) {
                required.add(key.name());
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        if (!kinds.isEmpty()) {
            schema.set("oneOf", kinds);
        }
        schema.put("additionalProperties", false);
        return schema;
    }

    private static ObjectNode key(KeySpec key) {
        ObjectNode schema = JSON.objectNode();
        String range =
                key.range().isEmpty() ? "" : " " + capitalized(key.range().strip()) + ".";
        schema.put("description", key.key().doc() + range);
        if (key.type() instanceof KeyType.One one && !key.key().value().isEmpty()) {
            schema.set("default", plain(one.scalar(), key.key().value()));
        }
        if (key.type() instanceof KeyType.One one && !key.key().example().isEmpty()) {
            schema.putArray("examples").add(plain(one.scalar(), key.key().example()));
        }
        schema.setAll(type(key, key.type()));
        return schema;
    }

    private static ObjectNode type(KeySpec key, KeyType type) {
        if (type instanceof KeyType.One one) {
            return scalar(key, one.scalar());
        }
        if (type instanceof KeyType.Nested nested) {
            return section(nested.section());
        }
        ObjectNode schema = JSON.objectNode();
        if (type instanceof KeyType.Many many) {
            schema.put("type", "array");
            schema.set("items", type(key, many.element()));
        } else {
            schema.put("type", "object");
            schema.putObject("additionalProperties")
                    .putArray("type")
                    .add("string")
                    .add("number")
                    .add("boolean");
        }
        return schema;
    }

    /** A value of the type, or a text with a variable, which becomes one later. */
    private static ObjectNode scalar(KeySpec key, ScalarType scalar) {
        ObjectNode schema = JSON.objectNode();
        ArrayNode forms = schema.putArray("anyOf");
        Class<?> type = key.component().getType();
        if (type.equals(boolean.class) || type.equals(Boolean.class)) {
            forms.addObject().put("type", "boolean");
        } else if (!scalar.choices().isEmpty()) {
            ArrayNode values = forms.addObject().putArray("enum");
            scalar.choices().forEach(values::add);
        } else if (!scalar.pattern().isEmpty() || type.equals(ZoneId.class)) {
            ObjectNode text = forms.addObject().put("type", "string");
            if (!scalar.pattern().isEmpty()) {
                text.put("pattern", scalar.pattern());
            }
        } else {
            number(key, scalar, forms.addObject());
        }
        if (type.equals(ByteSize.class)) {
            forms.addObject().put("type", "integer").put("minimum", 0);
        }
        forms.addObject().put("$ref", "#/$defs/variable");
        return schema;
    }

    private static void number(KeySpec key, ScalarType scalar, ObjectNode form) {
        form.put("type", scalar.name().equals("whole number") ? "integer" : "number");
        if (!key.key().min().isEmpty()) {
            form.set("minimum", plain(scalar, key.key().min()));
        }
        if (!key.key().max().isEmpty()) {
            form.set("maximum", plain(scalar, key.key().max()));
        }
    }

    private static JsonNode plain(ScalarType scalar, String declared) {
        return new ObjectMapper().valueToTree(scalar.plain(KeySpec.declared(scalar, declared)));
    }

    private static String capitalized(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static String print(ObjectNode schema) {
        Separators separators =
                Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER);
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(separators)
                .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                .withArrayIndenter(new DefaultIndenter("  ", "\n"));
        try {
            return new ObjectMapper().writer(printer).writeValueAsString(schema) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
