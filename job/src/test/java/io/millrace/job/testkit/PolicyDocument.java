package io.millrace.job.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A policy as IAM reads it: what no statement allows is refused. Conditions are not looked at. */
public final class PolicyDocument implements Predicate<AwsCall> {

    private record Allowed(String sid, String action, Pattern resource) {

        String name() {
            return sid + " " + action;
        }
    }

    private final List<Allowed> allowed = new ArrayList<>();
    private final Set<String> used = ConcurrentHashMap.newKeySet();

    private PolicyDocument() {}

    /** @param json the document */
    public static PolicyDocument parse(String json) throws IOException {
        PolicyDocument document = new PolicyDocument();
        for (JsonNode statement : new JsonMapper().readTree(json).get("Statement")) {
            if (!statement.get("Effect").asText().equals("Allow")) {
                throw new IOException("a statement that does not allow: " + statement);
            }
            for (JsonNode action : statement.get("Action")) {
                for (JsonNode resource : statement.get("Resource")) {
                    document.allowed.add(
                            new Allowed(statement.get("Sid").asText(), action.asText(), pattern(resource.asText())));
                }
            }
        }
        return document;
    }

    @Override
    public boolean test(AwsCall call) {
        Set<String> by = allowed.stream()
                .filter(one -> one.action().equals(call.action())
                        && one.resource().matcher(call.resource()).matches())
                .map(Allowed::name)
                .collect(Collectors.toSet());
        used.addAll(by);
        return !by.isEmpty();
    }

    /** What no call has needed so far: statements' names, each with an action. */
    public Set<String> unused() {
        Set<String> unused = allowed.stream().map(Allowed::name).collect(Collectors.toCollection(TreeSet::new));
        unused.removeAll(used);
        return unused;
    }

    private static Pattern pattern(String resource) {
        StringBuilder regex = new StringBuilder();
        for (char c : resource.toCharArray()) {
            regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
