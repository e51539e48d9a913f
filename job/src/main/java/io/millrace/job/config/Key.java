package io.millrace.job.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a record component as a configuration key. The key is the component's name in kebab case; its type is the
 * component's. A component without a default and without {@link #optional} is required.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Key {

    /** What the key does, in one or two sentences, for the reference page and the schema. */
    String doc();

    /**
     * The default as it would be written in YAML; empty for none. On a section that is {@link OneOf}: the key of the kind
     * that is meant when the section is absent. Any other section that is not {@link #optional} and has no required key
     * of its own is, when absent, the one with all its defaults.
     */
    String value() default "";

    /** True when the key may be absent without a default; the component is then null, or an empty list or map. */
    boolean optional() default false;

    /** The smallest value, as it would be written in YAML; empty for no limit. */
    String min() default "";

    /** The largest value, as it would be written in YAML; empty for no limit. */
    String max() default "";

    /** A value to show in the reference page, where the default shows nothing useful. */
    String example() default "";

    /** True when the value is masked wherever the effective configuration is printed. */
    boolean secret() default false;
}
