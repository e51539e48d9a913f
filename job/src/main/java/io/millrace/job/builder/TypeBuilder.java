// Generated from the declarations of the keys by GeneratedFilesTest, which says how.
package io.millrace.job.builder;

import io.millrace.job.config.SectionBuilder;
import io.millrace.job.config.TypeConfig;
import java.util.function.Consumer;

/** What is said of {@code types}. */
public final class TypeBuilder extends SectionBuilder<TypeConfig> {

    TypeBuilder() {}

    /**
     * {@code name}: The type's name: lower case letters, digits and hyphens. Its files are in a directory of that name
     * under the output's path; a job finds its state by it, so it stays. Required. Example: {@code asset-details}.
     */
    public TypeBuilder name(String name) {
        value("name", name);
        return this;
    }

    /**
     * {@code when}: Which records are of this type: fields at the top of the JSON object that must be there and not
     * null, with {@code =} a value that the field must have, joined by {@code and} and {@code or}. A record is of the
     * first type whose test it meets. Required. Example: {@code code and timestamp}.
     */
    public TypeBuilder when(String when) {
        value("when", when);
        return this;
    }

    /**
     * {@code schema}: The Avro schema of these records, as {@code decode.schema} is that of records of one type.
     * Required. Example: {@code schemas/click-event.avsc}.
     */
    public TypeBuilder schema(String schema) {
        value("schema", schema);
        return this;
    }

    /** {@code transform}: Functions that every row of this type passes, in this order. Each call adds one. */
    public TypeBuilder transform(Consumer<? super FunctionBuilder> transform) {
        element("transform", new FunctionBuilder(), transform);
        return this;
    }

    /** {@code route}: Which partition a row of this type belongs to, under the type's directory. */
    public TypeBuilder route(Consumer<? super RouteBuilder> route) {
        section("route", new RouteBuilder(), route);
        return this;
    }

    /** {@code route}: Which partition a row of this type belongs to, under the type's directory. */
    public TypeBuilder route() {
        section("route", new RouteBuilder(), route -> {});
        return this;
    }
}
