package io.millrace.job.config;

import io.millrace.job.config.Node.Kind;
import io.millrace.job.config.Node.Scalar;
import java.util.Optional;
import java.util.regex.Pattern;

/** A finite number. */
final class NumberType implements ScalarType {
    private static final Pattern TEXT = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

    @Override
    public String name() {
        return "number";
    }

    @Override
    public String expected() {
        return "a number";
    }

    @Override
    public Optional<Object> read(Scalar scalar) {
        if (scalar.kind() == Kind.TEXT || !TEXT.matcher(scalar.text()).matches()) {
            return Optional.empty();
        }
        double number = Double.parseDouble(scalar.text());
        return Double.isFinite(number) ? Optional.of(number) : Optional.empty();
    }

    @Override
    public Object plain(Object value) {
        return value;
    }
}
