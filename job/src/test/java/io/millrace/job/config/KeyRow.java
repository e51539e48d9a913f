package io.millrace.job.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known about one key: its default, another value, and what it rejects.
 *
 * @param path the key; elements of lists have the index 0
 * @param byDefault the value when the key is absent; {@link #REQUIRED} when it must not be
 * @param yaml another value as it is written
 * @param value that value
 * @param rejected wrong values as they are written, with the message of each
 * @param others keys that are given beside this one, here or not
 * @param partners keys that must be given when this one is, and not otherwise
 * @param alsoAccepted more values that are right, as they are written
 */
record KeyRow(
        String path,
        Object byDefault,
        String yaml,
        Object value,
        Map<String, String> rejected,
        Map<String, String> others,
        Map<String, String> partners,
        List<String> alsoAccepted) {

    static final String REQUIRED = "a key without a default";

    static KeyRow key(String path, Object byDefault, String yaml, Object value) {
        return new KeyRow(
                path,
                byDefault,
                yaml,
                value,
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new ArrayList<>());
    }

    /** The same key of a section that is nested in another; so are those that are given beside it. */
    KeyRow under(String section) {
        KeyRow nested = key(section + "." + path, byDefault, yaml, value);
        nested.rejected.putAll(rejected);
        others.forEach((other, written) -> nested.others.put(section + "." + other, written));
        partners.forEach((other, written) -> nested.partners.put(section + "." + other, written));
        nested.alsoAccepted.addAll(alsoAccepted);
        return nested;
    }

    KeyRow rejects(String wrong, String message) {
        rejected.put(wrong, message);
        return this;
    }

    KeyRow beside(String otherPath, String otherYaml) {
        others.put(otherPath, otherYaml);
        return this;
    }

    KeyRow together(String otherPath, String otherYaml) {
        partners.put(otherPath, otherYaml);
        return this;
    }

    KeyRow accepts(String other) {
        alsoAccepted.add(other);
        return this;
    }

    boolean required() {
        return REQUIRED.equals(byDefault);
    }

    /** A pipeline in which the key is absent, and its section is there. */
    Document absent() {
        Document document = Document.minimal();
        others.forEach(document::with);
        return document.with(path, "").without(path);
    }

    /** A pipeline in which the key has this value. */
    Document with(String written) {
        Document document = absent();
        partners.forEach(document::with);
        return document.with(path, written);
    }

    @Override
    public String toString() {
        return path;
    }
}
