package io.millrace.job.config;

import io.millrace.job.config.Node.Kind;
import io.millrace.job.config.Node.Scalar;
import java.util.Optional;

/** A {@link ByteSize}. */
final class SizeType implements ScalarType {
    @Override
    public String name() {
        return "size";
    }

    @Override
    public String expected() {
        return "a size";
    }

    @Override
    public Optional<Object> read(Scalar scalar) {
        if (scalar.kind() == Kind.FRACTION || scalar.kind() == Kind.BOOLEAN || scalar.kind() == Kind.NOTHING) {
            return Optional.empty();
        }
        try {
            return Optional.of(ByteSize.parse(scalar.text()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String hint(String text) {
        return "a whole number of B, kB, MB, GB, TB, KiB, MiB, GiB or TiB";
    }

    @Override
    public String pattern() {
        return "^\\d{1,15} *([kKmMgGtT][iI]?)?[bB]?$";
    }
}
