package io.millrace.job.config;

import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/** The types that a key with one value can have. */
final class ScalarTypes {

    private static final Map<Class<?>, ScalarType> FIXED = Map.ofEntries(
            Map.entry(String.class, new TextType()),
            Map.entry(boolean.class, new FlagType()),
            Map.entry(Boolean.class, new FlagType()),
            Map.entry(int.class, new WholeNumberType(BigInteger::intValueExact)),
            Map.entry(Integer.class, new WholeNumberType(BigInteger::intValueExact)),
            Map.entry(long.class, new WholeNumberType(BigInteger::longValueExact)),
            Map.entry(Long.class, new WholeNumberType(BigInteger::longValueExact)),
            Map.entry(double.class, new NumberType()),
            Map.entry(Double.class, new NumberType()),
            Map.entry(Duration.class, new DurationType()),
            Map.entry(ByteSize.class, new SizeType()),
            Map.entry(URI.class, new UrlType()),
            Map.entry(ZoneId.class, new ZoneType()));

    private ScalarTypes() {}

    /** The type of a component of this class; empty when its values are no scalars. */
    static Optional<ScalarType> of(Class<?> type) {
        if (FIXED.containsKey(type)) {
            return Optional.of(FIXED.get(type));
        }
        if (type.isEnum()) {
            return Optional.of(new ChoiceType(type));
        }
        ValueForm form = type.getAnnotation(ValueForm.class);
        return form == null ? Optional.empty() : Optional.of(new ValueType(type, form));
    }
}
