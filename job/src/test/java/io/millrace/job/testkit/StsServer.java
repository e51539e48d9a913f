package io.millrace.job.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * As much of STS as assuming a role takes: it knows one role and one external id, and gives the session credentials that the
 * test wants. It does not check signatures. Any thread.
 */
public final class StsServer implements AutoCloseable {

    public static final String ROLE = "arn:aws:iam::123456789012:role/reader";
    public static final String EXTERNAL_ID = "external-4711";

    private final HttpServer server;
    private final String accessKey;
    private final String secretKey;
    private final String token;
    private final List<Map<String, String>> asked = new CopyOnWriteArrayList<>();
    private volatile Duration holds = Duration.ofHours(1);

    private StsServer(String accessKey, String secretKey, String token) {
        this.accessKey = accessKey;
        this.secretKey = secretKey;
        this.token = token;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    /** Gives these credentials to whoever may have the role. */
    public static StsServer giving(String accessKey, String secretKey, String token) {
        return new StsServer(accessKey, secretKey, token);
    }

    /** How long the credentials hold that are given from now on. */
    public StsServer holding(Duration time) {
        holds = time;
        return this;
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The parameters of every call, and as {@code user} the access key with which it was signed. */
    public List<Map<String, String>> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        Map<String, String> call = new HashMap<>();
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        for (String parameter : body.split("&")) {
            String[] parts = parameter.split("=", 2);
            call.put(parts[0], URLDecoder.decode(parts[1], UTF_8));
        }
        String signature = exchange.getRequestHeaders().getFirst("Authorization");
        call.put("user", signature.replaceAll(".*Credential=([^/]*)/.*", "$1"));
        asked.add(call);
        boolean may = "AssumeRole".equals(call.get("Action"))
                && ROLE.equals(call.get("RoleArn"))
                && EXTERNAL_ID.equals(call.get("ExternalId"));
        byte[] answer = (may ? credentials() : refusal()).getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/xml");
        exchange.sendResponseHeaders(may ? 200 : 403, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private String credentials() {
        return """
                <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
                <Credentials><AccessKeyId>%s</AccessKeyId><SecretAccessKey>%s</SecretAccessKey>
                <SessionToken>%s</SessionToken><Expiration>%s</Expiration></Credentials>
                </AssumeRoleResult><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></AssumeRoleResponse>
                """
                .formatted(
                        accessKey, secretKey, token, Instant.now().plus(holds).truncatedTo(ChronoUnit.SECONDS));
    }

    private static String refusal() {
        return """
                <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>
                <Code>AccessDenied</Code><Message>not authorized to perform sts:AssumeRole</Message></Error>
                <RequestId>1</RequestId></ErrorResponse>
                """;
    }
}
