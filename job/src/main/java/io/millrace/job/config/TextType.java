package io.millrace.job.config;

import io.millrace.job.config.Node.Scalar;
import java.util.Optional;

/** Any text that is not blank. */
final class TextType implements ScalarType {
    @Override
    public String name() {
        return "text";
    }

    @Override
    public String expected() {
        return "text";
    }

    @Override
    public Optional<Object> read(Scalar scalar) {
        return scalar.isText() && !scalar.text().isBlank() ? Optional.of(scalar.text()) : Optional.empty();
    }

    @Override
    public String hint(String text) {
        return text.isBlank() ? "" : "put it in quotes";
    }

    @Override
    public String pattern() {
        return "\\S";
    }
}
