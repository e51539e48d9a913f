package io.millrace.job.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Answers {@code GET /health/live} and {@code GET /health/ready}: 200 or 503, and why, as JSON; elsewhere 404 and these two. */
final class HealthServer implements AutoCloseable {

    private static final String LIVE = "/health/live";
    private static final String READY = "/health/ready";
    private static final String JSON = "application/json";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "health");
        thread.setDaemon(true);
        return thread;
    });

    private HealthServer(HttpServer server, Health health) {
        this.server = server;
        answer(LIVE, health::live);
        answer(READY, health::ready);
        server.createContext("/", exchange -> {
            try (exchange) {
                sayWhatThereIs(exchange);
            }
        });
        server.setExecutor(threads);
        server.start();
    }

    /** Empty when it is switched off. */
    static Optional<HealthServer> open(PortRange ports, Health health) throws IOException, NoPortException {
        if (ports.isOff()) {
            return Optional.empty();
        }
        BindException taken = null;
        for (int port = ports.first(); port <= ports.last(); port++) {
            try {
                return Optional.of(new HealthServer(HttpServer.create(new InetSocketAddress(port), 0), health));
            } catch (BindException e) {
                taken = e;
            }
        }
        throw new NoPortException(PortOptions.HEALTH, ports, taken);
    }

    /** Below which both stand. */
    URI uri() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/health");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(String path, Supplier<Health.Answer> question) {
        server.createContext(path, exchange -> {
            try (exchange) {
                if (!exchange.getRequestURI().getPath().equals(path)) {
                    sayWhatThereIs(exchange);
                } else if (!exchange.getRequestMethod().equals("GET")) {
                    send(exchange, 405, Map.of("status", "unknown"));
                } else {
                    Health.Answer answer = question.get();
                    send(exchange, answer.well() ? 200 : 503, answer.json());
                }
            }
        });
    }

    private static void sayWhatThereIs(HttpExchange exchange) throws IOException {
        send(exchange, 404, Map.of("paths", List.of(LIVE, READY)));
    }

    private static void send(HttpExchange exchange, int status, Map<String, Object> json) throws IOException {
        byte[] body = (Json.line(json) + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", JSON);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
