package io.millrace.job.config;

import io.millrace.job.config.Node.Scalar;
import java.util.List;
import java.util.Optional;

/** A type of value that is written as one YAML scalar. */
interface ScalarType {

    /** What it is, in a word or two, for the reference page. */
    String name();

    /** What was expected, for a message, with its article. */
    String expected();

    /**
     * The value, or empty when the scalar is none of this type.
     *
     * @throws IllegalArgumentException with a message of its own that says what was expected and what it got
     */
    Optional<Object> read(Scalar scalar);

    /** What may help somebody who wrote this scalar, to be appended to the message; or empty. */
    default String hint(String text) {
        return "";
    }

    /** The value as YAML and JSON know it: a number, a boolean or a text that {@link #read} reads back. */
    default Object plain(Object value) {
        return value.toString();
    }

    /** What every valid text matches, for editors; empty when any text may be valid or it is no text. */
    default String pattern() {
        return "";
    }

    /** Every valid text; empty when there are too many to list. */
    default List<String> choices() {
        return List.of();
    }
}
