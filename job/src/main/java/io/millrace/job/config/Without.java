package io.millrace.job.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says of a section why it lacks a key that sections of its kind have. It is refused as any unknown key, with the reason. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface Without {

    /** The key, as it would be written in YAML. */
    String key();

    /** What is to be known instead, as part of a sentence. */
    String because();
}
