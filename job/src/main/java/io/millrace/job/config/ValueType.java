package io.millrace.job.config;

import io.millrace.job.config.Node.Scalar;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;

/** A record of our own with a static {@code parse(String)}. */
final class ValueType implements ScalarType {
    private final MethodHandle parse;
    private final ValueForm form;

    ValueType(Class<?> type, ValueForm form) {
        this.form = form;
        try {
            parse = MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                    .findStatic(type, "parse", MethodType.methodType(type, String.class))
                    .asType(MethodType.methodType(Object.class, String.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " has a @ValueForm, but no static parse(String)", e);
        }
    }

    @Override
    public String name() {
        return form.name();
    }

    @Override
    public String expected() {
        return form.expected();
    }

    @Override
    public Optional<Object> read(Scalar scalar) {
        return scalar.isText() ? Optional.of(parse(scalar.text())) : Optional.empty();
    }

    private Object parse(String text) {
        try {
            return parse.invoke(text);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("parse(String) threw a checked exception", e);
        }
    }

    @Override
    public String pattern() {
        return form.pattern();
    }
}
