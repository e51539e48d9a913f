package io.millrace.job.config;

import io.millrace.job.config.Node.Kind;
import io.millrace.job.config.Node.Scalar;
import java.util.Map;
import java.util.Optional;

/** True or false, as YAML writes them. */
final class FlagType implements ScalarType {
    private static final Map<String, Boolean> WORDS =
            Map.of("true", true, "True", true, "TRUE", true, "false", false, "False", false, "FALSE", false);

    @Override
    public String name() {
        return "true or false";
    }

    @Override
    public String expected() {
        return "true or false";
    }

    @Override
    public Optional<Object> read(Scalar scalar) {
        return scalar.kind() == Kind.TEXT ? Optional.empty() : Optional.ofNullable(WORDS.get(scalar.text()));
    }

    @Override
    public Object plain(Object value) {
        return value;
    }
}
