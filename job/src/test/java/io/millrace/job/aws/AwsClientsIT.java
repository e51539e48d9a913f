package io.millrace.job.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.millrace.job.config.AssumeRoleConfig;
import io.millrace.job.config.AwsClientConfig;
import io.millrace.job.config.ProxyConfig;
import io.millrace.job.config.QueueUrl;
import io.millrace.job.config.RoleArn;
import io.millrace.job.config.StreamName;
import io.millrace.job.testkit.ElasticMqServer;
import io.millrace.job.testkit.ForwardProxy;
import io.millrace.job.testkit.StsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** As whom, by which way, and how patiently our clients make their requests, seen where the requests arrive. */
@Timeout(60)
final class AwsClientsIT {

    private static final String TOKEN = "token-of-a-session";

    /** What arrived: who signed it, and the token of a session. */
    private record Arrival(String user, String token) {}

    /** Each of our clients, and a call that it can make. */
    private enum Client {
        QUEUE {
            @Override
            void call(URI server, AwsClientConfig client) throws Exception {
                QueueUrl url = new QueueUrl(server + "/000000000000/events");
                try (SqsQueue queue =
                        SqsQueues.of(url, "us-east-1", server, client).open()) {
                    queue.counters();
                }
            }
        },
        PUBLISHER {
            @Override
            void call(URI server, AwsClientConfig client) throws Exception {
                AwsAccess access = KinesisStreams.access(EVENTS, "us-east-1", server, client);
                try (KinesisPublisher stream = new SdkKinesisPublisher(EVENTS, KinesisClients.blocking(access, 1))) {
                    stream.put(List.of(new OutgoingRecord(new byte[1], "key", null)));
                }
            }
        },
        STREAM {
            @Override
            void call(URI server, AwsClientConfig client) throws Exception {
                try (KinesisStream stream = stream(server, client)) {
                    stream.describe();
                }
            }
        },
        FAN_OUT {
            @Override
            void call(URI server, AwsClientConfig client) {
                String consumer = "arn:aws:kinesis:us-east-1:123456789012:stream/events/consumer/me:1";
                try (KinesisStream stream = stream(server, client);
                        KinesisStream.Subscription subscription = stream.subscribe(
                                consumer, "shardId-000000000000", new ShardPlace.TrimHorizon(), () -> {})) {
                    Awaitility.await().until(() -> subscription.poll().isPresent());
                }
            }
        };

        private static final StreamName EVENTS = new StreamName("events");

        abstract void call(URI server, AwsClientConfig client) throws Exception;

        private static KinesisStream stream(URI server, AwsClientConfig client) {
            AwsAccess access = KinesisStreams.access(EVENTS, "us-east-1", server, client);
            return new SdkKinesisStream(
                    EVENTS, KinesisClients.blocking(access, 1), () -> KinesisClients.streaming(access));
        }
    }

    private final List<Arrival> arrivals = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicBoolean silent = new AtomicBoolean();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private URI endpoint;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::refuse);
        server.setExecutor(threads);
        server.start();
        endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource
    void everyClientWorksAsItsRoleThroughItsProxy(Client client) {
        try (StsServer sts = StsServer.giving("ASIAROLE", "hush", TOKEN);
                ForwardProxy proxy = ForwardProxy.start("me", "hush-hush")) {
            ProxyConfig by = new ProxyConfig(proxy.url(), "me", "hush-hush");
            AwsClientConfig config =
                    new AwsClientConfig(null, role(sts, StsServer.EXTERNAL_ID), by, null, null, null, null, null);

            assertThatThrownBy(() -> client.call(endpoint, config)).hasMessageContaining("not for you");

            assertThat(arrivals).isNotEmpty().containsOnly(new Arrival("ASIAROLE", TOKEN));
            assertThat(proxy.served()).contains(sts.endpoint().getAuthority(), endpoint.getAuthority());
            assertThat(sts.asked()).isNotEmpty().allSatisfy(call -> assertThat(call)
                    .containsEntry("RoleArn", StsServer.ROLE)
                    .containsEntry("ExternalId", StsServer.EXTERNAL_ID)
                    .containsEntry("RoleSessionName", "clicks")
                    .containsEntry("DurationSeconds", "1800"));
        }
    }

    @Test
    void messagesGoThroughAProxyToAQueueAndBack() throws Exception {
        try (ElasticMqServer mq = ElasticMqServer.start();
                ForwardProxy proxy = ForwardProxy.start()) {
            AwsClientConfig config = through(new ProxyConfig(proxy.url(), null, null));
            QueueUrl url = mq.createQueue("events");
            try (SqsQueue queue =
                    SqsQueues.of(url, "us-east-1", mq.endpoint(), config).open()) {
                queue.send(List.of(OutgoingMessage.of("one"), OutgoingMessage.of("two")));
                List<SqsMessage> messages = new ArrayList<>();
                while (messages.size() < 2) {
                    messages.addAll(queue.receive(10, Duration.ofSeconds(1), Duration.ofSeconds(30)));
                }
                queue.delete(messages.stream().map(SqsMessage::receiptHandle).toList());

                assertThat(messages)
                        .extracting(message -> new String(message.body(), UTF_8))
                        .containsExactlyInAnyOrder("one", "two");
                assertThat(queue.counters().empty()).isTrue();
            }
            assertThat(proxy.served())
                    .hasSizeGreaterThanOrEqualTo(4)
                    .containsOnly(mq.endpoint().getAuthority());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aProxyThatDoesNotKnowTheUserLetsNothingPass(Client client) {
        try (ForwardProxy proxy = ForwardProxy.start("me", "hush-hush")) {
            AwsClientConfig wrong = through(new ProxyConfig(proxy.url(), "me", "wrong-word"));

            assertThatThrownBy(() -> client.call(endpoint, wrong)).hasMessageNotContaining("wrong-word");

            assertThat(proxy.refused()).isNotEmpty();
            assertThat(proxy.served()).isEmpty();
            assertThat(arrivals).isEmpty();
        }
    }

    @Test
    void aRoleThatIsRefusedIsAMatterOfPermission() {
        try (StsServer sts = StsServer.giving("ASIAROLE", "hush", TOKEN)) {
            AwsClientConfig config = as(role(sts, "somebody-else"));

            assertThatThrownBy(() -> Client.QUEUE.call(endpoint, config))
                    .isInstanceOfSatisfying(
                            SqsException.class, e -> assertThat(e.kind()).isEqualTo(SqsException.Kind.ACCESS_DENIED))
                    .hasMessageContaining("not authorized to perform sts:AssumeRole")
                    .hasMessageNotContaining("somebody-else");
            assertThatThrownBy(() -> Client.STREAM.call(endpoint, config))
                    .isInstanceOfSatisfying(KinesisException.class, e -> assertThat(e.kind())
                            .isEqualTo(KinesisException.Kind.ACCESS_DENIED));
            assertThat(arrivals).isEmpty();
        }
    }

    @Test
    void aSessionThatIsNearItsEndIsRenewedAndOneThatIsNotIsKept() {
        try (StsServer sts = StsServer.giving("ASIAROLE", "hush", TOKEN);
                CloseableRole credentials = new CloseableRole(as(role(sts, StsServer.EXTERNAL_ID)))) {
            credentials.resolve();
            credentials.resolve();
            assertThat(sts.asked()).hasSize(1);
        }
        try (StsServer sts = StsServer.giving("ASIAROLE", "hush", TOKEN).holding(Duration.ofSeconds(1));
                CloseableRole credentials = new CloseableRole(as(role(sts, StsServer.EXTERNAL_ID)))) {
            credentials.resolve();
            credentials.resolve();
            assertThat(sts.asked()).hasSizeGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void aProfileGivesTheCredentialsAndOneThatIsNotThereIsAMatterOfPermission(@TempDir Path directory)
            throws Exception {
        Path file = Files.writeString(
                directory.resolve("credentials"),
                "[default]\naws_access_key_id = AKIADEFAULT\naws_secret_access_key = x\n"
                        + "[ingest]\naws_access_key_id = AKIAINGEST\naws_secret_access_key = y\n");
        System.setProperty("aws.sharedCredentialsFile", file.toString());
        try {
            assertThatThrownBy(() -> Client.QUEUE.call(endpoint, profile("ingest")));
            assertThat(arrivals).containsOnly(new Arrival("AKIAINGEST", null));

            assertThatThrownBy(() -> Client.QUEUE.call(endpoint, profile("missing")))
                    .isInstanceOfSatisfying(
                            SqsException.class, e -> assertThat(e.kind()).isEqualTo(SqsException.Kind.ACCESS_DENIED))
                    .hasMessageContaining("missing");
            assertThatThrownBy(() -> Client.STREAM.call(endpoint, profile("missing")))
                    .isInstanceOfSatisfying(KinesisException.class, e -> assertThat(e.kind())
                            .isEqualTo(KinesisException.Kind.ACCESS_DENIED));
        } finally {
            System.clearProperty("aws.sharedCredentialsFile");
        }
    }

    @Test
    void aServerThatDoesNotAnswerIsGivenUpAfterTheConfiguredTimes() {
        silent.set(true);
        AwsClientConfig attempts = times(null, Duration.ofMillis(100), Duration.ofMillis(300));
        AwsClientConfig silence = new AwsClientConfig(
                null, null, null, null, Duration.ofMillis(100), Duration.ofMinutes(1), Duration.ofMinutes(50), null);

        // Without them the test's own limit would pass first.
        assertThatThrownBy(() -> Client.QUEUE.call(endpoint, attempts))
                .isInstanceOfSatisfying(
                        SqsException.class, e -> assertThat(e.retryable()).isTrue())
                .hasMessageContaining("300 millis");
        assertThatThrownBy(() -> Client.PUBLISHER.call(endpoint, silence)).hasMessageContaining("Read timed out");
    }

    @Test
    void noMoreConnectionsAreOpenThanConfigured() throws Exception {
        silent.set(true);
        AwsClientConfig two = new AwsClientConfig(null, null, null, null, null, null, null, 2);
        QueueUrl url = new QueueUrl(endpoint + "/000000000000/events");
        try (SqsQueue queue = SqsQueues.of(url, "us-east-1", endpoint, two).open()) {
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                calls.add(threads.submit(() -> queue.counters()));
            }
            Awaitility.await().until(() -> atOnce.get() == 2);
            silent.set(false);
            end.countDown();
            for (Future<?> call : calls) {
                assertThatThrownBy(call::get).hasMessageContaining("not for you");
            }
        }
        assertThat(mostAtOnce).hasValue(2);
    }

    @Test
    void aClientClosesTheCredentialsThatItWasGiven() {
        AtomicBoolean closed = new AtomicBoolean();
        class Closeable implements AwsCredentialsProvider, SdkAutoCloseable {
            @Override
            public AwsCredentials resolveCredentials() {
                return AwsBasicCredentials.create("a", "b");
            }

            @Override
            public void close() {
                closed.set(true);
            }
        }

        SqsClient.builder()
                .region(Region.US_EAST_1)
                .credentialsProvider(new Closeable())
                .build()
                .close();

        assertThat(closed).isTrue();
    }

    private static AssumeRoleConfig role(StsServer sts, String externalId) {
        return new AssumeRoleConfig(
                new RoleArn(StsServer.ROLE), "clicks", externalId, Duration.ofMinutes(30), "us-east-1", sts.endpoint());
    }

    private static AwsClientConfig as(AssumeRoleConfig role) {
        return new AwsClientConfig(null, role, null, null, null, null, null, null);
    }

    private static AwsClientConfig through(ProxyConfig proxy) {
        return new AwsClientConfig(null, null, proxy, null, null, null, null, null);
    }

    private static AwsClientConfig profile(String name) {
        return new AwsClientConfig(name, null, null, null, null, null, null, null);
    }

    private static AwsClientConfig times(Duration read, Duration attempt, Duration call) {
        return new AwsClientConfig(null, null, null, null, read, attempt, call, null);
    }

    /** The credentials of a client alone. */
    private record CloseableRole(AwsCredentialsProvider credentials) implements AutoCloseable {

        CloseableRole(AwsClientConfig config) {
            this(AwsAccess.of("us-east-1", null, config).credentials());
        }

        void resolve() {
            assertThat(credentials.resolveCredentials().accessKeyId()).isEqualTo("ASIAROLE");
        }

        @Override
        public void close() {
            ((SdkAutoCloseable) credentials).close();
        }
    }

    private void refuse(HttpExchange exchange) throws IOException {
        mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            String signature = exchange.getRequestHeaders().getFirst("Authorization");
            arrivals.add(new Arrival(
                    signature.replaceAll(".*Credential=([^/]*)/.*", "$1"),
                    exchange.getRequestHeaders().getFirst("X-Amz-Security-Token")));
            if (silent.get()) {
                end.await();
            }
            byte[] answer = "{\"__type\":\"AccessDeniedException\",\"message\":\"not for you\"}".getBytes(UTF_8);
            atOnce.decrementAndGet();
            exchange.sendResponseHeaders(403, answer.length);
            exchange.getResponseBody().write(answer);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
