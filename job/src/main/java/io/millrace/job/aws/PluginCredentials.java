package io.millrace.job.aws;

import static java.util.Objects.requireNonNull;

import io.millrace.job.config.S3Config;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.plugin.PluginManager;
import org.apache.flink.core.security.token.DelegationTokenReceiver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Lends the plugin of {@code s3://} the credentials of the role or the profile that a pipeline names, and new ones before
 * they end: the plugin's own SDK, of another generation, knows no external ids as Hadoop uses it, and only one profile in a
 * process. A session's go the way of Flink's delegation tokens, from the plugin's receiver to its {@link #PROVIDER}.
 */
final class PluginCredentials implements AutoCloseable {

    /** The plugin's provider of what its receiver was given last. */
    static final String PROVIDER = "org.apache.flink.fs.s3.common.token.DynamicTemporaryAWSCredentialsProvider";

    private static final Logger LOG = LoggerFactory.getLogger(PluginCredentials.class);

    /** The name under which the plugin receives. */
    private static final String SERVICE = "s3-hadoop";

    /** The form in which it receives. */
    private static final String FORM = "com.amazonaws.services.securitytoken.model.Credentials";

    /** New credentials are there five minutes before the old ones end. */
    private static final long PERIOD_SECONDS = 60;

    private final S3Config config;
    private final AwsCredentialsProvider credentials;
    private final AwsCredentials first;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "s3-credentials");
        made.setDaemon(true);
        return made;
    });
    private Receiver receiver;
    private AwsCredentials lent;

    /** Takes credentials. */
    @FunctionalInterface
    interface Receiver {

        /** @param credentials in place of those before; null when there are none any more */
        void receive(AwsCredentials credentials) throws Exception;
    }

    /** @param credentials closed with this, when they can be */
    PluginCredentials(S3Config config, AwsCredentialsProvider credentials) {
        this.config = requireNonNull(config, "config");
        this.credentials = requireNonNull(credentials, "credentials");
        this.first = credentials.resolveCredentials();
    }

    /** True when the plugin cannot get at the credentials by itself. */
    static boolean areNeeded(S3Config config) {
        return config.client().profile() != null || config.client().assumeRole() != null;
    }

    /**
     * What a configuration names.
     *
     * @throws UncheckedIOException when there are no credentials
     */
    static PluginCredentials of(S3Config config) {
        try {
            return new PluginCredentials(config, Credentials.of(config));
        } catch (SdkException e) {
            throw new UncheckedIOException(new IOException("no credentials for s3://: " + e.getMessage(), e));
        }
    }

    boolean isOf(S3Config other) {
        return config.equals(other);
    }

    /** Keys that belong to no session, which the plugin takes for a setting; empty when they do. */
    Optional<AwsCredentials> permanent() {
        return first instanceof AwsSessionCredentials ? Optional.empty() : Optional.of(first);
    }

    /** Lends a session's credentials: the first on the caller's thread, and from then on by itself. */
    void lendTo(PluginManager plugins) {
        if (receiver == null && permanent().isEmpty()) {
            begin(receiver(plugins));
        }
    }

    void begin(Receiver plugin) {
        receiver = plugin;
        lend(first);
        thread.scheduleWithFixedDelay(this::renew, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
    }

    /** Lends what there is now, if it is not what was lent before. */
    synchronized void renew() {
        try {
            AwsCredentials now = credentials.resolveCredentials();
            if (!now.equals(lent)) {
                lend(now);
            }
        } catch (RuntimeException e) {
            LOG.warn("There are no new credentials for s3:// yet; asking again in {} s", PERIOD_SECONDS, e);
        }
    }

    private void lend(AwsCredentials now) {
        try {
            receiver.receive(now);
        } catch (Exception e) {
            throw new IllegalStateException("the plugin of s3:// does not take credentials", e);
        }
        lent = now;
    }

    /** Takes them back. */
    @Override
    public synchronized void close() {
        thread.shutdownNow();
        if (lent != null) {
            lend(null);
        }
        if (credentials instanceof SdkAutoCloseable closeable) {
            closeable.close();
        }
    }

    /** The receiver of the plugin that {@code s3://} comes from. */
    private static Receiver receiver(PluginManager plugins) {
        Iterator<DelegationTokenReceiver> receivers = plugins.load(DelegationTokenReceiver.class);
        while (receivers.hasNext()) {
            DelegationTokenReceiver next = receivers.next();
            if (next.serviceName().equals(SERVICE)) {
                return credentials -> next.onNewTokensObtained(
                        token(credentials, next.getClass().getClassLoader()));
            }
        }
        throw new IllegalStateException("the plugin of s3:// has no receiver " + SERVICE);
    }

    /** In the form that the plugin's SDK has; without an access key its file system looks on. */
    private static byte[] token(AwsCredentials credentials, ClassLoader plugin) throws Exception {
        Class<?> form = Class.forName(FORM, true, plugin);
        Object token = form.getConstructor().newInstance();
        if (credentials instanceof AwsSessionCredentials session) {
            set(token, "setAccessKeyId", session.accessKeyId());
            set(token, "setSecretAccessKey", session.secretAccessKey());
            set(token, "setSessionToken", session.sessionToken());
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(token);
        }
        return bytes.toByteArray();
    }

    private static void set(Object token, String setter, String value) throws ReflectiveOperationException {
        token.getClass().getMethod(setter, String.class).invoke(token, value);
    }
}
