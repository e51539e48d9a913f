package io.millrace.job.aws;

import static java.util.Objects.requireNonNull;

import io.millrace.job.config.S3Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.DefaultPluginManager;
import org.apache.flink.core.plugin.DirectoryBasedPluginFinder;
import org.apache.flink.core.plugin.PluginManager;

/**
 * Flink's {@code s3://}, of a plugin, for jobs that run in this process. On a cluster the file system is the cluster's:
 * there the same settings stand in Flink's own configuration.
 */
public final class S3FileSystem {

    /** The plugin's directory, under the directory of plugins. */
    static final String PLUGIN = "s3-fs-hadoop";

    private static final String EVERYWHERE_AWS_LOOKS = "com.amazonaws.auth.DefaultAWSCredentialsProviderChain";

    private static final String THE_GIVEN_KEYS = "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider";

    /** Not an instance's role: its credentials are not meant for strangers. */
    private static final String GIVEN_TO_THIS_PROCESS = "com.amazonaws.auth.EnvironmentVariableCredentialsProvider,"
            + "com.amazonaws.auth.SystemPropertiesCredentialsProvider,"
            + "com.amazonaws.auth.profile.ProfileCredentialsProvider";

    /** One class loader per directory of plugins, for the life of the process. */
    private static Path directory;

    private static PluginManager plugins;
    private static Map<String, String> loaded;

    private S3FileSystem() {}

    /** These settings as Flink spells them. */
    public static Configuration settings(S3Config config) {
        Configuration settings = new Configuration();
        if (config.endpoint() != null) {
            settings.setString("s3.endpoint", config.endpoint().toString());
        }
        String region = config.region() != null ? config.region() : config.endpoint() != null ? "us-east-1" : null;
        if (region != null) {
            settings.setString("s3.endpoint.region", region);
        }
        settings.setString("s3.path.style.access", Boolean.toString(config.pathStyle()));
        if (config.accessKey() != null) {
            settings.setString("s3.access-key", config.accessKey());
            settings.setString("s3.secret-key", requireNonNull(config.secretKey(), "secretKey"));
        }
        settings.setString("s3.aws.credentials.provider", credentials(config));
        if (config.encryption() != null) {
            boolean kms = config.encryption() == S3Config.Encryption.SSE_KMS;
            settings.setString("s3.encryption.algorithm", kms ? "SSE-KMS" : "AES256");
        }
        if (config.kmsKey() != null) {
            settings.setString("s3.encryption.key", config.kmsKey());
        }
        return settings;
    }

    /**
     * Settings with which a job outlives a store that is gone, refuses or does not answer: a call is repeated for some
     * minutes, less than a checkpoint may take, and then fails, and the job restarts. The file system's own patience has no
     * bound that matters: where a store throttles it doubles its pauses twenty times, to a day, and sleeps on when the store
     * is back; a connection that went silent it believes for minutes, twenty times over.
     */
    public static Configuration patience() {
        Configuration settings = new Configuration();
        // Of the client, each round of which takes half a minute; and the rounds, with pauses that double.
        settings.setString("s3.attempts.maximum", "10");
        settings.setString("s3.retry.limit", "7");
        settings.setString("s3.retry.throttle.limit", "7");
        settings.setString("s3.retry.throttle.interval", "500ms");
        // Milliseconds. Completing a large upload takes seconds.
        settings.setString("s3.connection.timeout", "60000");
        return settings;
    }

    /** Settings with which a wrong endpoint is an answer within seconds; a job waits for minutes and tries again. */
    public static Configuration impatience() {
        Configuration settings = new Configuration();
        settings.setString("s3.attempts.maximum", "2");
        settings.setString("s3.retry.limit", "1");
        settings.setString("s3.retry.throttle.limit", "1");
        // Milliseconds, and no unit: Hadoop learnt units in a later version than the plugin's.
        settings.setString("s3.connection.establish.timeout", "5000");
        return settings;
    }

    /**
     * Makes {@code s3://} known to this process, or changes its settings, and with it the file systems of all plugins that
     * stand beside it, such as {@code gs://}. Does nothing when the settings are in force already.
     * Not while a job is running: open file systems keep their settings, new ones get these.
     *
     * @param pluginsDirectory the directory that has {@code s3-fs-hadoop} in it
     * @param flink the settings of {@link #settings}, and any other of Flink's
     */
    public static synchronized void load(Path pluginsDirectory, Configuration flink) {
        Path wanted = pluginsDirectory.toAbsolutePath().normalize();
        if (!Files.isDirectory(wanted.resolve(PLUGIN))) {
            throw new IllegalStateException("the plugin for s3:// is missing: there is no " + wanted.resolve(PLUGIN));
        }
        if (wanted.equals(directory) && flink.toMap().equals(loaded)) {
            return;
        }
        // The plugin's SDK says at length on the terminal that it is no longer the newest.
        System.setProperty("aws.java.v1.disableDeprecationAnnouncement", "true");
        if (!wanted.equals(directory)) {
            plugins = managerOf(wanted, flink);
            directory = wanted;
        }
        FileSystem.initialize(flink, plugins);
        loaded = flink.toMap();
    }

    private static String credentials(S3Config config) {
        if (config.accessKey() != null) {
            return THE_GIVEN_KEYS;
        }
        return config.endpoint() == null ? EVERYWHERE_AWS_LOOKS : GIVEN_TO_THIS_PROCESS;
    }

    private static PluginManager managerOf(Path wanted, Configuration flink) {
        try {
            return new DefaultPluginManager(
                    new DirectoryBasedPluginFinder(wanted).findPlugins(),
                    CoreOptions.getPluginParentFirstLoaderPatterns(flink));
        } catch (IOException e) {
            throw new UncheckedIOException("the plugins in " + wanted + " cannot be read", e);
        }
    }
}
