package io.millrace.job;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/**
 * What was built.
 *
 * @param version of Millrace
 * @param commit the commit it was built from, {@code unknown} when the build was not told
 * @param flink the version of Flink it was built against
 */
public record Version(String version, String commit, String flink) {

    /** Reads what the build left beside this class. */
    public static Version current() {
        try (InputStream stream = Version.class.getResourceAsStream("version.properties")) {
            if (stream == null) {
                throw new IllegalStateException("version.properties is missing from the build");
            }
            Properties properties = new Properties();
            properties.load(stream);
            return new Version(
                    properties.getProperty("version"),
                    properties.getProperty("commit"),
                    properties.getProperty("flink"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "Millrace " + version + " (commit " + commit + "), Flink " + flink + ", Java "
                + System.getProperty("java.version");
    }

    /** For {@code --version}. */
    public static final class Provider implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {current().toString()};
        }
    }
}
