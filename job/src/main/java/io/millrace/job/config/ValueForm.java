package io.millrace.job.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes a record that is written as one text and read by its static {@code parse(String)}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface ValueForm {

    /** What it is, in a word or two, for the reference page: {@code queue URL}. */
    String name();

    /** What was expected, for a message: {@code the URL of an SQS queue}. */
    String expected();

    /** What every valid text matches, for editors; {@code parse} may ask for more. */
    String pattern();
}
