package io.millrace.job.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.millrace.job.config.S3Config;
import io.millrace.job.testkit.S3Fault.CutOff;
import io.millrace.job.testkit.S3Fault.Gone;
import io.millrace.job.testkit.S3Fault.Refused;
import io.millrace.job.testkit.S3Fault.Slow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.http.Header;
import org.apache.http.HttpResponse;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.RequestBuilder;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.util.EntityUtils;

/**
 * Stands between clients and an S3 API, writes down every call, and lets calls fail in the ways of a store that is out of
 * reach, overloaded or slow. What does not fail is passed on as it is, so that signatures stay valid.
 *
 * <p>Any thread.
 */
public final class FaultyS3 implements AutoCloseable {

    public static final String COMPLETE = "CompleteMultipartUpload";
    public static final String ABORT = "AbortMultipartUpload";
    public static final String DELETE = "DeleteObject";

    /** Those that the client sets itself. */
    private static final Set<String> NOT_PASSED_ON =
            Set.of("connection", "content-length", "expect", "transfer-encoding", "upgrade");

    private static final Pattern KEY = Pattern.compile("<Key>([^<]*)</Key>");

    static {
        // Otherwise each answer waits 40 ms for an acknowledgement of its headers.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /**
     * A call that somebody made.
     *
     * @param operation S3's name of it; a delete of several objects is one {@link #DELETE} for each
     * @param key the object's, without its bucket; empty for a call about the bucket
     * @param fault what became of it; null when it was passed on
     */
    public record Call(String operation, String key, S3Fault fault) {}

    private final URI server;
    private final HttpServer proxy;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "faulty-s3");
        thread.setDaemon(true);
        return thread;
    });
    private final CloseableHttpClient client = HttpClients.custom()
            .setMaxConnTotal(200)
            .setMaxConnPerRoute(200)
            .disableAutomaticRetries()
            .disableContentCompression()
            .disableCookieManagement()
            .disableRedirectHandling()
            .setDefaultRequestConfig(
                    RequestConfig.custom().setNormalizeUri(false).build())
            .build();

    private final Map<String, Deque<S3Fault>> next = new HashMap<>();
    private final Map<String, Recurring> recurring = new HashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private final List<Call> calls = new ArrayList<>();
    private S3Fault always;
    private long goneUntilNanos = System.nanoTime();

    /** Faults that every so manieth call suffers in turn. */
    private record Recurring(int every, List<S3Fault> faults) {}

    private FaultyS3(URI server) {
        this.server = server;
        try {
            proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        proxy.createContext("/", this::handle);
        proxy.setExecutor(threads);
        proxy.start();
    }

    /** @param server where calls are passed on to */
    public static FaultyS3 before(S3Server server) {
        return new FaultyS3(server.endpoint());
    }

    /** How a pipeline names this store. */
    public S3Config config(S3Server behind) {
        S3Config config = behind.config();
        return new S3Config(
                endpoint(), config.region(), config.pathStyle(), config.accessKey(), config.secretKey(), null, null);
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + proxy.getAddress().getPort());
    }

    /** From now on every call suffers this. */
    public synchronized FaultyS3 always(S3Fault fault) {
        always = requireNonNull(fault, "fault");
        return this;
    }

    /** From now on calls suffer nothing. */
    public synchronized FaultyS3 calm() {
        always = null;
        next.clear();
        recurring.clear();
        return this;
    }

    /** The next calls of an operation, such as {@link #COMPLETE}, suffer these, one each. */
    public synchronized FaultyS3 next(String operation, S3Fault... faults) {
        next.computeIfAbsent(operation, key -> new ArrayDeque<>()).addAll(List.of(faults));
        return this;
    }

    /** Every {@code nth} call of an operation suffers one of these, in turn. */
    public synchronized FaultyS3 every(int nth, String operation, S3Fault... faults) {
        recurring.put(operation, new Recurring(nth, List.of(faults)));
        return this;
    }

    /** Every call that was made, in the order in which they came. */
    public synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    /** How many calls of an operation were passed on and answered. */
    public synchronized long answered(String operation) {
        return calls.stream()
                .filter(call -> call.operation().equals(operation))
                .filter(call -> call.fault() == null || call.fault() instanceof Slow)
                .count();
    }

    /** How many calls have suffered a fault. */
    public synchronized long suffered(S3Fault fault) {
        return calls.stream().filter(call -> fault.equals(call.fault())).count();
    }

    @Override
    public void close() throws IOException {
        proxy.stop(0);
        threads.shutdownNow();
        client.close();
    }

    private synchronized S3Fault fault(String operation, List<String> keys) {
        int count = counts.merge(operation, 1, Integer::sum);
        S3Fault fault = System.nanoTime() < goneUntilNanos ? S3Fault.GONE : always;
        if (fault == null) {
            fault = next.getOrDefault(operation, new ArrayDeque<>()).poll();
        }
        Recurring often = recurring.get(operation);
        if (fault == null && often != null && count % often.every == 0) {
            fault = often.faults.get((count / often.every - 1) % often.faults.size());
        }
        for (String key : keys) {
            calls.add(new Call(operation, key, fault));
        }
        return fault;
    }

    private synchronized void cutOff(CutOff fault) {
        goneUntilNanos = System.nanoTime() + fault.lasting().toNanos();
    }

    /** Without an answer the connection ends. */
    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String query = exchange.getRequestURI().getRawQuery();
            String operation = operation(exchange.getRequestMethod(), query == null ? "" : query);
            S3Fault fault = fault(operation, keys(exchange, query, body));
            if (fault instanceof Refused refused) {
                refuse(exchange, refused);
            } else if (!(fault instanceof Gone)) {
                if (fault instanceof Slow slow) {
                    Thread.sleep(slow.delay().toMillis());
                }
                passOn(exchange, body, fault);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String operation(String method, String query) {
        boolean upload = query.contains("uploadId=");
        return switch (method) {
            case "POST" -> upload ? COMPLETE : query.startsWith("delete") ? DELETE : "CreateMultipartUpload";
            case "PUT" -> upload ? "UploadPart" : "PutObject";
            case "DELETE" -> upload ? ABORT : DELETE;
            case "HEAD" -> "HeadObject";
            default -> "Get";
        };
    }

    private static List<String> keys(HttpExchange exchange, String query, byte[] body) {
        if (exchange.getRequestMethod().equals("POST") && query != null && query.startsWith("delete")) {
            List<String> keys = new ArrayList<>();
            for (Matcher key = KEY.matcher(new String(body, UTF_8)); key.find(); ) {
                keys.add(key.group(1));
            }
            return keys;
        }
        String path = exchange.getRequestURI().getPath();
        int slash = path.indexOf('/', 1);
        return List.of(slash < 0 ? "" : path.substring(slash + 1));
    }

    private void passOn(HttpExchange exchange, byte[] body, S3Fault fault) throws IOException {
        RequestBuilder request = RequestBuilder.create(exchange.getRequestMethod())
                .setUri(server + exchange.getRequestURI().toString());
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.addHeader(name, value));
            }
        });
        if (Set.of("PUT", "POST").contains(exchange.getRequestMethod())) {
            // Also when it is empty: its length is signed.
            request.setEntity(new ByteArrayEntity(body));
        }
        try (CloseableHttpResponse response = client.execute(request.build())) {
            byte[] answer = response.getEntity() == null ? new byte[0] : EntityUtils.toByteArray(response.getEntity());
            if (fault instanceof CutOff cutOff) {
                cutOff(cutOff);
            } else {
                answer(exchange, response, answer);
            }
        }
    }

    private static void answer(HttpExchange exchange, HttpResponse response, byte[] body) throws IOException {
        boolean head = exchange.getRequestMethod().equals("HEAD");
        for (Header header : response.getAllHeaders()) {
            String name = header.getName().toLowerCase(Locale.ROOT);
            if (!NOT_PASSED_ON.contains(name) || (head && name.equals("content-length"))) {
                exchange.getResponseHeaders().add(header.getName(), header.getValue());
            }
        }
        send(exchange, response.getStatusLine().getStatusCode(), body);
    }

    private static void refuse(HttpExchange exchange, Refused refused) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        String xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>" + refused.code() + "</Code><Message>"
                + refused.message() + "</Message><RequestId>1</RequestId></Error>";
        boolean head = exchange.getRequestMethod().equals("HEAD");
        send(exchange, refused.status(), head ? new byte[0] : xml.getBytes(UTF_8));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
