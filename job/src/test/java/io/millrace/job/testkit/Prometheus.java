package io.millrace.job.testkit;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Debian's Prometheus as a process of its own. Where there is none, the tests that want it are skipped and say so. */
public final class Prometheus {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI address;

    private Prometheus(URI address) {
        this.address = address;
    }

    /** Runs {@code promtool} to its end and gives its exit code; what it prints is in the processes' directory. */
    public static Processes.Child promtool(Processes processes, String name, String... arguments) throws Exception {
        Programs.require("promtool", "Debian: prometheus");
        List<String> command = new java.util.ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        Processes.Child tool = processes.start(name, Map.of(), command);
        tool.waitFor(1, TimeUnit.MINUTES);
        return tool;
    }

    /** A server that listens on this machine alone, and answers. */
    public static Prometheus start(Processes processes, Path configuration, Path data) throws Exception {
        Programs.require("prometheus", "Debian: prometheus");
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Processes.Child server = processes.start(
                "prometheus",
                Map.of(),
                List.of(
                        "prometheus",
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + data,
                        "--web.listen-address=127.0.0.1:" + port,
                        "--log.level=warn"));
        Prometheus prometheus = new Prometheus(URI.create("http://127.0.0.1:" + port));
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            if (!server.isAlive()) {
                throw new AssertionError(server.output());
            }
            return prometheus.answers();
        });
        return prometheus;
    }

    /** The vector that a query gives now. */
    public JsonNode query(String query) throws Exception {
        JsonNode answer = get("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
        if (!answer.path("status").asText().equals("success")) {
            throw new AssertionError(query + ": " + answer);
        }
        return answer.get("data").get("result");
    }

    /** The part {@code data} of an answer of its API. */
    public JsonNode data(String path) throws Exception {
        return get(path).get("data");
    }

    private boolean answers() throws InterruptedException {
        try {
            HttpRequest ready =
                    HttpRequest.newBuilder(address.resolve("/-/ready")).build();
            return HTTP.send(ready, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private JsonNode get(String path) throws Exception {
        HttpResponse<String> answer =
                HTTP.send(HttpRequest.newBuilder(address.resolve(path)).build(), BodyHandlers.ofString());
        return JSON.readTree(answer.body());
    }
}
