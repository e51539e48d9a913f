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

/** Makes the JSON Schemas of a pipeline and of its cases from the declarations of their keys. */
final class SchemaGenerator {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Whether a text with a variable may stand in the place of a value. */
    private final boolean variables;

    private SchemaGenerator(boolean variables) {
        this.variables = variables;
    }

    static String generate() {
        ObjectNode root = root(
                "Millrace pipeline",
                "One pipeline. Generated from the declarations of its keys; docs/reference/configuration.md has them as"
                        + " tables.");
        root.setAll(new SchemaGenerator(true).section(Section.of(PipelineConfig.class)));
        ObjectNode variable = JSON.objectNode();
        variable.put("description", "A text with ${NAME} or ${NAME:-default} in it.");
        variable.put("type", "string");
        variable.put("pattern", "\\$\\{");
        root.putObject("$defs").set("variable", variable);
        return print(root);
    }

    static String generateCases() {
        ObjectNode root = root(
                "Millrace cases",
                "The cases of a pipeline. Generated from the declarations of their keys; docs/reference/cases.md has them as"
                        + " tables.");
        root.setAll(new SchemaGenerator(false).section(Section.of(CasesConfig.class)));
        return print(root);
    }

    private static ObjectNode root(String title, String description) {
        ObjectNode root = JSON.objectNode();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("title", title);
        root.put("description", description);
        return root;
    }

    private ObjectNode section(Section section) {
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

    private ObjectNode key(KeySpec key) {
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

    private ObjectNode type(KeySpec key, KeyType type) {
        if (type instanceof KeyType.One one) {
            return scalar(key, one.scalar());
        }
        if (type instanceof KeyType.Nested nested) {
            return section(nested.section());
        }
        ObjectNode schema = JSON.objectNode();
        if (type instanceof KeyType.Json) {
            return schema;
        }
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
    private ObjectNode scalar(KeySpec key, ScalarType scalar) {
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
        if (variables) {
            forms.addObject().put("$ref", "#/$defs/variable");
        }
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
