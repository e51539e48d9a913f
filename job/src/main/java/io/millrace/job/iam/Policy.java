package io.millrace.job.iam;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A policy of IAM that allows what its statements say, and nothing else. */
public record Policy(List<Statement> statements) {

    /** The version of the language, the newest one. */
    private static final String VERSION = "2012-10-17";

    private static final JsonMapper JSON = new JsonMapper();

    public Policy {
        statements = List.copyOf(statements);
    }

    /** The document as IAM takes it, indented, without a line's end behind it. */
    public String json() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("Version", VERSION);
        document.put("Statement", statements.stream().map(Policy::tree).toList());
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentArraysWith(lines);
        printer.indentObjectsWith(lines);
        try {
            return JSON.writer(printer).writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts, lists and maps are always JSON", e);
        }
    }

    /** True when an ARN leaves open of which region or account it is. */
    public boolean leavesPlacesOpen() {
        return statements.stream()
                .flatMap(statement -> statement.resources().stream())
                .anyMatch(Arns::leavesPlaceOpen);
    }

    private static Map<String, Object> tree(Statement statement) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("Sid", statement.sid());
        tree.put("Effect", "Allow");
        tree.put("Action", statement.actions());
        tree.put("Resource", statement.resources());
        if (!statement.likes().isEmpty()) {
            tree.put("Condition", Map.of("StringLike", statement.likes()));
        }
        return tree;
    }
}
