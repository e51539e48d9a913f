package io.millrace.job.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.millrace.job.testkit.KinesisFault.AnswerLost;
import io.millrace.job.testkit.KinesisFault.Partly;
import io.millrace.job.testkit.KinesisFault.Refused;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Stands between clients and a Kinesis server, and lets calls fail in the ways of the service that no server of tests has:
 * throttling, failures of a part of the records, errors of the service, answers that are lost. What does not fail is passed
 * on as it is; while the server is down, connections end without an answer.
 *
 * <p>Errors come in the form of the request, JSON or CBOR. A call that fails in part must be JSON, which the servers of
 * tests speak.
 *
 * <p>Any thread.
 */
public final class FaultyKinesis implements AutoCloseable {

    private static final String TARGET = "X-Amz-Target";
    private static final String CBOR = "application/x-amz-cbor-1.1";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Those that Java's client sets itself, and one that would change the form of the answer. */
    private static final Set<String> NOT_PASSED_ON =
            Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade", "accept-encoding");

    static {
        // Otherwise each answer waits 40 ms for an acknowledgement of its headers.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final URI server;
    private final HttpServer proxy;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "faulty-kinesis");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Map<String, Deque<KinesisFault>> next = new HashMap<>();
    private final Map<String, Recurring> recurring = new HashMap<>();
    private final Map<String, Integer> calls = new HashMap<>();
    private final Map<String, List<KinesisFault>> suffered = new HashMap<>();
    private final Map<String, Hold> holds = new HashMap<>();
    private Consumer<byte[]> onRecord = data -> {};

    /** Calls after the {@code after}th wait. */
    private record Hold(int after, CountDownLatch released) {}

    /** Faults that every so manieth call suffers in turn. */
    private record Recurring(int every, List<KinesisFault> faults) {}

    private FaultyKinesis(URI server) {
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
    public static FaultyKinesis before(URI server) {
        return new FaultyKinesis(requireNonNull(server, "server"));
    }

    /** For the {@code endpoint} of a configuration. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + proxy.getAddress().getPort());
    }

    /** The next calls of an operation, such as {@code PutRecords}, suffer these, one each. */
    public synchronized FaultyKinesis next(String operation, KinesisFault... faults) {
        next.computeIfAbsent(operation, key -> new ArrayDeque<>()).addAll(List.of(faults));
        return this;
    }

    /** Every {@code nth} call of an operation suffers one of these, in turn. */
    public synchronized FaultyKinesis every(int nth, String operation, KinesisFault... faults) {
        recurring.put(operation, new Recurring(nth, List.of(faults)));
        return this;
    }

    /** Calls of an operation after the {@code after}th are counted, and wait to be passed on until {@link #release}. */
    public synchronized FaultyKinesis hold(String operation, int after) {
        holds.put(operation, new Hold(after, new CountDownLatch(1)));
        return this;
    }

    /** Ends a {@link #hold}. */
    public synchronized void release(String operation) {
        holds.remove(operation).released.countDown();
    }

    /** Hears of the data of every record that somebody wants to put, before it is passed on or refused. */
    public synchronized FaultyKinesis onRecord(Consumer<byte[]> listener) {
        onRecord = requireNonNull(listener, "listener");
        return this;
    }

    /** How many calls of an operation there were. */
    public synchronized int calls(String operation) {
        return calls.getOrDefault(operation, 0);
    }

    /** What calls of an operation have suffered, in their order. */
    public synchronized List<KinesisFault> suffered(String operation) {
        return List.copyOf(suffered.getOrDefault(operation, List.of()));
    }

    @Override
    public void close() {
        proxy.stop(0);
        threads.shutdownNow();
    }

    private synchronized KinesisFault fault(String operation) {
        int call = calls.merge(operation, 1, Integer::sum);
        Deque<KinesisFault> waiting = next.getOrDefault(operation, new ArrayDeque<>());
        KinesisFault fault = waiting.poll();
        Recurring often = recurring.get(operation);
        if (fault == null && often != null && call % often.every == 0) {
            fault = often.faults.get((call / often.every - 1) % often.faults.size());
        }
        if (fault != null) {
            suffered.computeIfAbsent(operation, key -> new ArrayList<>()).add(fault);
        }
        return fault;
    }

    private void awaitRelease(String operation) throws InterruptedException {
        Hold hold;
        synchronized (this) {
            hold = holds.get(operation);
            if (hold == null || calls(operation) <= hold.after) {
                return;
            }
        }
        hold.released.await();
    }

    /** Without an answer the connection ends. */
    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String target = exchange.getRequestHeaders().getFirst(TARGET);
            String operation = target.substring(target.lastIndexOf('.') + 1);
            KinesisFault fault = fault(operation);
            awaitRelease(operation);
            if (operation.equals("PutRecords") && !isCbor(exchange)) {
                announce(body);
            }
            if (fault instanceof Refused refused) {
                refuse(exchange, refused);
            } else if (fault instanceof Partly partly) {
                putPart(exchange, body, partly);
            } else if (operation.equals("SubscribeToShard")) {
                passOnSubscription(exchange, body);
            } else {
                passOn(exchange, body, fault instanceof AnswerLost);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void announce(byte[] body) throws IOException {
        Consumer<byte[]> listener;
        synchronized (this) {
            listener = onRecord;
        }
        for (var next : JSON.readTree(body).path("Records")) {
            listener.accept(next.path("Data").binaryValue());
        }
    }

    private void passOn(HttpExchange exchange, byte[] body, boolean loseAnswer)
            throws IOException, InterruptedException {
        HttpResponse<byte[]> response = client.send(request(exchange, body), HttpResponse.BodyHandlers.ofByteArray());
        if (!loseAnswer) {
            copyHeaders(response, exchange);
            answer(exchange, response.statusCode(), response.body());
        }
    }

    /** Piece by piece, because the answer takes minutes. */
    private void passOnSubscription(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        HttpResponse<InputStream> response =
                client.send(request(exchange, body), HttpResponse.BodyHandlers.ofInputStream());
        copyHeaders(response, exchange);
        exchange.sendResponseHeaders(response.statusCode(), 0);
        try (InputStream answer = response.body()) {
            OutputStream out = exchange.getResponseBody();
            byte[] piece = new byte[1 << 16];
            for (int length = answer.read(piece); length >= 0; length = answer.read(piece)) {
                out.write(piece, 0, length);
                out.flush();
            }
        }
    }

    private void putPart(HttpExchange exchange, byte[] body, Partly partly) throws IOException, InterruptedException {
        ObjectNode request = (ObjectNode) JSON.readTree(body);
        ArrayNode records = (ArrayNode) request.get("Records");
        ArrayNode taken = JSON.createArrayNode();
        for (int i = 0; i < records.size(); i++) {
            if (!partly.fails().test(i)) {
                taken.add(records.get(i));
            }
        }
        ObjectNode answer = JSON.createObjectNode();
        if (!taken.isEmpty()) {
            HttpResponse<byte[]> response = client.send(
                    request(exchange, JSON.writeValueAsBytes(request.deepCopy().set("Records", taken))),
                    HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                copyHeaders(response, exchange);
                answer(exchange, response.statusCode(), response.body());
                return;
            }
            answer = (ObjectNode) JSON.readTree(response.body());
        }
        ArrayNode results = JSON.createArrayNode();
        int next = 0;
        for (int i = 0; i < records.size(); i++) {
            results.add(
                    partly.fails().test(i)
                            ? JSON.createObjectNode()
                                    .put("ErrorCode", partly.code())
                                    .put("ErrorMessage", "as the test asks for")
                            : answer.get("Records").get(next++));
        }
        answer.put("FailedRecordCount", answer.path("FailedRecordCount").asInt() + records.size() - taken.size());
        answer.set("Records", results);
        exchange.getResponseHeaders().set("Content-Type", contentType(exchange));
        answer(exchange, 200, JSON.writeValueAsBytes(answer));
    }

    private static void refuse(HttpExchange exchange, Refused refused) throws IOException {
        if (refused.type() == null) {
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            answer(exchange, refused.status(), refused.message().getBytes(UTF_8));
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", contentType(exchange));
        answer(
                exchange,
                refused.status(),
                isCbor(exchange)
                        ? cbor(refused)
                        : JSON.writeValueAsBytes(JSON.createObjectNode()
                                .put("__type", refused.type())
                                .put("message", refused.message())));
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private HttpRequest request(HttpExchange exchange, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request.build();
    }

    private static void copyHeaders(HttpResponse<?> response, HttpExchange exchange) {
        Headers headers = exchange.getResponseHeaders();
        for (String name : List.of("content-type", "x-amzn-requestid", "x-amzn-errortype")) {
            response.headers().firstValue(name).ifPresent(value -> headers.set(name, value));
        }
    }

    private static String contentType(HttpExchange exchange) {
        return exchange.getRequestHeaders().getFirst("Content-Type");
    }

    private static boolean isCbor(HttpExchange exchange) {
        return CBOR.equals(contentType(exchange));
    }

    /** A map of two texts. */
    private static byte[] cbor(Refused refused) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0xA2);
        for (String text : List.of("__type", refused.type(), "message", refused.message())) {
            byte[] bytes = text.getBytes(UTF_8);
            out.write(0x78);
            out.write(bytes.length);
            out.writeBytes(bytes);
        }
        return out.toByteArray();
    }
}
