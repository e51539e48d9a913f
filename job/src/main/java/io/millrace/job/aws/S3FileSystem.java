package io.millrace.job.aws;

import static java.util.Objects.requireNonNull;

import io.millrace.job.config.AssumeRoleConfig;
import io.millrace.job.config.AwsClientConfig;
import io.millrace.job.config.S3Config;
import io.millrace.job.config.S3RetryConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

    private static final String CONNECT_TIMEOUT = "s3.connection.establish.timeout";

    private static final String PROVIDER = "s3.aws.credentials.provider";

    private static final String THE_ROLE = "org.apache.hadoop.fs.s3a.auth.AssumedRoleCredentialProvider";

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
    private static PluginCredentials lent;

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
        if (config.accessKey() != null && !PluginCredentials.areNeeded(config)) {
            settings.setString("s3.access-key", config.accessKey());
            settings.setString("s3.secret-key", requireNonNull(config.secretKey(), "secretKey"));
        }
        settings.setString(PROVIDER, credentials(config));
        if (config.encryption() != null) {
            boolean kms = config.encryption() == S3Config.Encryption.SSE_KMS;
            settings.setString("s3.encryption.algorithm", kms ? "SSE-KMS" : "AES256");
        }
        if (config.kmsKey() != null) {
            settings.setString("s3.encryption.key", config.kmsKey());
        }
        if (config.retry() != null) {
            retry(config.retry(), settings);
        }
        client(config.client(), settings);
        return settings;
    }

    private static void retry(S3RetryConfig retry, Configuration settings) {
        String repetitions = Integer.toString(retry.attempts() - 1);
        String pause = millis(retry.baseDelay()) + "ms";
        settings.setString("s3.retry.limit", repetitions);
        settings.setString("s3.retry.interval", pause);
        settings.setString("s3.retry.throttle.limit", repetitions);
        settings.setString("s3.retry.throttle.interval", pause);
        // Of the client below, which is quick; by default it tries for minutes, before any of this begins.
        settings.setString("s3.attempts.maximum", retry.attempts() == 1 ? "0" : "2");
    }

    /**
     * What a cluster, which has its own {@code s3://}, must have in its configuration to do what is asked for here. Not
     * how it finds the credentials that a role is assumed with, or that are used without one.
     *
     * @throws IllegalArgumentException when no cluster can do that
     */
    public static Configuration clusterSettings(S3Config config) {
        if (config.client().profile() != null) {
            throw new IllegalArgumentException(
                    "client.profile: the file system of a cluster knows no profiles; give the"
                            + " cluster its credentials, and leave it out here");
        }
        Configuration settings = settings(config);
        settings.removeKey(PROVIDER);
        AssumeRoleConfig role = config.client().assumeRole();
        if (role == null) {
            return settings;
        }
        if (role.externalId() != null) {
            throw new IllegalArgumentException("client.assume-role.external-id: the file system of a cluster has no"
                    + " external ids; give the cluster's machines the role, and leave assume-role out here");
        }
        settings.setString(PROVIDER, THE_ROLE);
        settings.setString("s3.assumed.role.arn", role.arn().value());
        settings.setString("s3.assumed.role.session.name", role.sessionName());
        settings.setString("s3.assumed.role.session.duration", role.duration().toSeconds() + "s");
        if (role.region() != null) {
            settings.setString("s3.assumed.role.sts.endpoint.region", role.region());
        }
        if (role.endpoint() != null) {
            settings.setString("s3.assumed.role.sts.endpoint", role.endpoint().toString());
        }
        return settings;
    }

    private static void client(AwsClientConfig client, Configuration settings) {
        if (client.proxy() != null) {
            settings.setString("s3.proxy.host", client.proxy().url().getHost());
            settings.setString(
                    "s3.proxy.port", Integer.toString(client.proxy().url().getPort()));
        }
        if (client.proxy() != null && client.proxy().username() != null) {
            settings.setString("s3.proxy.username", client.proxy().username());
            settings.setString("s3.proxy.password", client.proxy().password());
        }
        if (client.connectTimeout() != null) {
            settings.setString(CONNECT_TIMEOUT, millis(client.connectTimeout()));
        }
        if (client.readTimeout() != null) {
            settings.setString("s3.connection.timeout", millis(client.readTimeout()));
        }
        if (client.attemptTimeout() != null) {
            // Of the times the only one with a unit; without one it would be seconds.
            settings.setString("s3.connection.request.timeout", millis(client.attemptTimeout()) + "ms");
        }
        if (client.maxConnections() != null) {
            settings.setString("s3.connection.maximum", client.maxConnections().toString());
        }
    }

    /** No unit: Hadoop learnt units in a later version than the plugin's. */
    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
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
        settings.setString(CONNECT_TIMEOUT, millis(Duration.ofSeconds(5)));
        return settings;
    }

    /**
     * Makes {@code s3://} the store of a pipeline in this process, with the credentials of the profile or the role that it
     * names, until another is loaded.
     *
     * @param pluginsDirectory the directory that has {@code s3-fs-hadoop} in it
     * @param config the store; null when the pipeline has other stores only
     * @param flink Flink's settings, those of {@link #settings} among them; gets the keys of a profile that has no others
     * @throws UncheckedIOException when there are no credentials
     */
    public static synchronized void load(Path pluginsDirectory, S3Config config, Configuration flink) {
        if (config == null || !PluginCredentials.areNeeded(config)) {
            stopLending();
            loadPlugins(pluginsDirectory, flink);
            return;
        }
        if (lent == null || !lent.isOf(config)) {
            stopLending();
            lent = PluginCredentials.of(config);
        }
        lent.permanent().ifPresent(keys -> {
            flink.setString("s3.access-key", keys.accessKeyId());
            flink.setString("s3.secret-key", keys.secretAccessKey());
            flink.setString(PROVIDER, THE_GIVEN_KEYS);
        });
        loadPlugins(pluginsDirectory, flink);
        lent.lendTo(plugins);
    }

    private static void stopLending() {
        if (lent != null) {
            lent.close();
        }
        lent = null;
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
        load(pluginsDirectory, null, flink);
    }

    private static void loadPlugins(Path pluginsDirectory, Configuration flink) {
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
        if (PluginCredentials.areNeeded(config)) {
            return PluginCredentials.PROVIDER;
        }
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
