package io.millrace.job.config;

import io.millrace.job.config.Node.Kind;
import io.millrace.job.config.Node.Scalar;
import java.math.BigInteger;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** A whole number, of the width that its component has. */
record WholeNumberType(Function<BigInteger, Number> narrow) implements ScalarType {
    private static final Pattern TEXT = Pattern.compile("[-+]?[0-9]{1,30}|0x[0-9a-fA-F]{1,30}|0o[0-7]{1,30}");

    @Override
    public String name() {
        return "whole number";
    }

    @Override
    public String expected() {
        return "a whole number";
    }

    @Override
    public Optional<Object> read(Scalar scalar) {
        String text = scalar.text();
        if (scalar.kind() == Kind.TEXT || !TEXT.matcher(text).matches()) {
            return Optional.empty();
        }
        BigInteger number = text.startsWith("0x")
                ? new BigInteger(text.substring(2), 16)
                : text.startsWith("0o") ? new BigInteger(text.substring(2), 8) : new BigInteger(text);
        try {
            return Optional.of(narrow.apply(number));
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    @Override
    public Object plain(Object value) {
        return value;
    }
}
