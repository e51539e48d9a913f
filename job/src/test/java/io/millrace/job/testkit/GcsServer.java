package io.millrace.job.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.millrace.job.aws.S3FileSystem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.flink.configuration.Configuration;

/**
 * As much of the JSON API of Google Cloud Storage as Flink's plugin speaks, in this JVM, on a free port, with its objects in
 * memory: resumable and simple uploads, metadata, reads, lists, compose, rewrite, delete, batches of these, and the
 * preconditions on generations. It knows no credentials, no quota and no failure of Google's: what passes here has spoken
 * the protocol right, and nothing more is shown by it.
 */
public final class GcsServer implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern OBJECT = Pattern.compile("/storage/v1/b/([^/]+)/o/([^/]+)");
    private static final Pattern OBJECTS = Pattern.compile("/storage/v1/b/([^/]+)/o");
    private static final Pattern BUCKET = Pattern.compile("/storage/v1/b/([^/]+)");
    private static final Pattern COMPOSE = Pattern.compile("/storage/v1/b/([^/]+)/o/([^/]+)/compose");
    private static final Pattern REWRITE =
            Pattern.compile("/storage/v1/b/([^/]+)/o/([^/]+)/(?:rewriteTo|copyTo)/b/([^/]+)/o/([^/]+)");
    private static final Pattern UPLOAD = Pattern.compile("/(?:resumable/)?upload/storage/v1/b/([^/]+)/o");
    private static final Pattern BATCH = Pattern.compile("/batch(?:/storage/v1)?");
    private static final Pattern RANGE = Pattern.compile("bytes (?:(\\d+)-(\\d+)|\\*)/(\\d+|\\*)");
    private static final Pattern WANTED = Pattern.compile("bytes=(\\d+)-(\\d*)");

    /** A request, its content unpacked. */
    private record Request(
            String method, String path, Map<String, String> query, Map<String, String> headers, byte[] body) {

        String query(String name) {
            return query.get(name);
        }

        JsonNode json() throws IOException {
            return body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
        }
    }

    private record Response(int status, String type, byte[] body, Map<String, String> headers) {

        static Response json(JsonNode json) throws JsonProcessingException {
            return new Response(200, "application/json; charset=UTF-8", JSON.writeValueAsBytes(json), Map.of());
        }

        static Response empty(int status, Map<String, String> headers) {
            return new Response(status, null, new byte[0], headers);
        }
    }

    /** An upload that is not finished. */
    private static final class Upload {

        private final String bucket;
        private final String name;
        private final String generation;
        private final ByteArrayOutputStream received = new ByteArrayOutputStream();

        Upload(String bucket, String name, String generation) {
            this.bucket = bucket;
            this.name = name;
            this.generation = generation;
        }
    }

    private final HttpServer http;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final GcsObjects objects = new GcsObjects();
    private final Map<String, Upload> uploads = new HashMap<>();
    private long ids;

    private GcsServer(HttpServer http) {
        this.http = http;
        http.setExecutor(threads);
        http.createContext("/", this::handle);
        http.start();
    }

    public static GcsServer start() {
        // Otherwise every answer waits 40 ms for the client's acknowledgement of its head.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            return new GcsServer(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        } catch (IOException e) {
            throw new AssertionError("the server of objects does not start", e);
        }
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    /** Makes this server what {@code gs://} means to Flink in this JVM. */
    public GcsServer asFlinksGcs() {
        return asFlinksGcs(Map.of());
    }

    /** The same, with more of Flink's settings. */
    public GcsServer asFlinksGcs(Map<String, String> more) {
        Configuration flink = Configuration.fromMap(more);
        settings().forEach(flink::setString);
        S3FileSystem.load(S3Server.plugins(), flink);
        return this;
    }

    /** What another process finds this server by: the {@code core-site.xml} of the directory HADOOP_CONF_DIR. */
    public String coreSite() {
        StringBuilder xml = new StringBuilder("<configuration>\n");
        settings().forEach((key, value) -> xml.append("  <property><name>fs.")
                .append(key)
                .append("</name><value>")
                .append(value)
                .append("</value></property>\n"));
        return xml.append("</configuration>\n").toString();
    }

    private Map<String, String> settings() {
        return Map.of(
                "gs.storage.root.url", endpoint().toString(),
                "gs.auth.type", "UNAUTHENTICATED",
                "gs.auth.null.enable", "true",
                "gs.auth.service.account.enable", "false",
                "gs.project.id", "millrace");
    }

    public void put(String bucket, String key, byte[] object) {
        objects.put(bucket, key, object, null);
    }

    public GcsServer withBucket(String bucket) {
        objects.addBucket(bucket);
        return this;
    }

    public List<String> keys(String bucket) {
        return objects.names(bucket, "");
    }

    /** Copies all objects under a prefix to a directory, so that another program can read them. */
    public void download(String bucket, String prefix, Path directory) throws IOException {
        for (String key : objects.names(bucket, prefix)) {
            Path file = directory.resolve(key.substring(prefix.length()).replaceFirst("^/", ""));
            Files.createDirectories(file.getParent());
            Files.write(file, objects.get(bucket, key).content());
        }
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> headers = new HashMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
            byte[] body = exchange.getRequestBody().readAllBytes();
            if ("gzip".equals(headers.get("content-encoding"))) {
                try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
                    body = in.readAllBytes();
                }
            }
            Response response = answer(request(
                    exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, body));
            response.headers()
                    .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
            if (response.type() != null) {
                exchange.getResponseHeaders().set("Content-Type", response.type());
            }
            boolean none =
                    response.body().length == 0 || exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(response.status(), none ? -1 : response.body().length);
            if (!none) {
                exchange.getResponseBody().write(response.body());
            }
        }
    }

    private static Request request(String method, String uri, Map<String, String> headers, byte[] body) {
        URI parsed = URI.create(uri);
        Map<String, String> query = new HashMap<>();
        if (parsed.getRawQuery() != null) {
            for (String pair : parsed.getRawQuery().split("&")) {
                String[] parts = pair.split("=", 2);
                query.put(decoded(parts[0]), parts.length == 1 ? "" : decoded(parts[1]));
            }
        }
        return new Request(method, parsed.getRawPath().replaceFirst("^/download", ""), query, headers, body);
    }

    /** In a path and in a query of Google's a plus is escaped, and so is a space. */
    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private synchronized Response answer(Request request) throws IOException {
        try {
            return route(request);
        } catch (GcsObjects.RefusedException e) {
            ObjectNode error = JSON.createObjectNode();
            error.putObject("error").put("code", e.status()).put("message", e.getMessage());
            return new Response(e.status(), "application/json; charset=UTF-8", JSON.writeValueAsBytes(error), Map.of());
        }
    }

    private Response route(Request request) throws IOException {
        Matcher path = OBJECT.matcher(request.path());
        if (path.matches()) {
            return object(request, decoded(path.group(1)), decoded(path.group(2)));
        }
        path = OBJECTS.matcher(request.path());
        if (path.matches() && request.method().equals("GET")) {
            return list(request, decoded(path.group(1)));
        }
        path = BUCKET.matcher(request.path());
        if (path.matches() && request.method().equals("GET")) {
            String bucket = decoded(path.group(1));
            objects.requireBucket(bucket);
            return Response.json(JSON.createObjectNode()
                    .put("kind", "storage#bucket")
                    .put("name", bucket)
                    .put("id", bucket));
        }
        path = UPLOAD.matcher(request.path());
        if (path.matches()) {
            return upload(request, decoded(path.group(1)));
        }
        path = COMPOSE.matcher(request.path());
        if (path.matches()) {
            List<String> sources = new ArrayList<>();
            request.json()
                    .path("sourceObjects")
                    .forEach(source -> sources.add(source.path("name").asText()));
            return Response.json(objects.compose(
                            decoded(path.group(1)), decoded(path.group(2)), sources, request.query("ifGenerationMatch"))
                    .json());
        }
        path = REWRITE.matcher(request.path());
        if (path.matches()) {
            GcsObjects.Stored copy = objects.put(
                    decoded(path.group(3)),
                    decoded(path.group(4)),
                    objects.get(decoded(path.group(1)), decoded(path.group(2))).content(),
                    request.query("ifGenerationMatch"));
            ObjectNode done = JSON.createObjectNode()
                    .put("kind", "storage#rewriteResponse")
                    .put("done", true);
            done.put("objectSize", Integer.toString(copy.content().length));
            done.put("totalBytesRewritten", Integer.toString(copy.content().length));
            done.set("resource", copy.json());
            return Response.json(done);
        }
        if (BATCH.matcher(request.path()).matches()) {
            return batch(request);
        }
        throw new GcsObjects.RefusedException(501, "not known here: " + request.method() + " " + request.path());
    }

    private Response object(Request request, String bucket, String name) throws IOException {
        switch (request.method()) {
            case "GET":
                GcsObjects.Stored stored = objects.get(bucket, name);
                return "media".equals(request.query("alt")) ? media(request, stored) : Response.json(stored.json());
            case "DELETE":
                objects.delete(bucket, name, request.query("ifGenerationMatch"));
                return Response.empty(204, Map.of());
            default:
                throw new GcsObjects.RefusedException(501, "not known here: " + request.method());
        }
    }

    private static Response media(Request request, GcsObjects.Stored stored) {
        byte[] content = stored.content();
        Map<String, String> headers = Map.of(
                "x-goog-generation", Long.toString(stored.generation()),
                "x-goog-stored-content-length", Integer.toString(content.length));
        Matcher wanted = WANTED.matcher(request.headers().getOrDefault("range", ""));
        if (!wanted.matches()) {
            return new Response(200, "application/octet-stream", content, headers);
        }
        int from = Integer.parseInt(wanted.group(1));
        if (from >= content.length) {
            throw new GcsObjects.RefusedException(416, "beyond the end");
        }
        int to = wanted.group(2).isEmpty()
                ? content.length - 1
                : Math.min(content.length - 1, Integer.parseInt(wanted.group(2)));
        Map<String, String> all = new HashMap<>(headers);
        all.put("Content-Range", "bytes " + from + "-" + to + "/" + content.length);
        return new Response(206, "application/octet-stream", Arrays.copyOfRange(content, from, to + 1), all);
    }

    private Response list(Request request, String bucket) throws IOException {
        String prefix = request.query().getOrDefault("prefix", "");
        String delimiter = request.query().getOrDefault("delimiter", "");
        boolean trailing = "true".equals(request.query("includeTrailingDelimiter"));
        ObjectNode list = JSON.createObjectNode().put("kind", "storage#objects");
        ArrayNode items = list.putArray("items");
        TreeSet<String> prefixes = new TreeSet<>();
        for (String name : objects.names(bucket, prefix)) {
            int end = delimiter.isEmpty() ? -1 : name.indexOf(delimiter, prefix.length());
            if (end >= 0) {
                prefixes.add(name.substring(0, end + delimiter.length()));
            }
            boolean isPrefix = end >= 0 && end + delimiter.length() == name.length();
            if (end < 0 || (trailing && isPrefix)) {
                items.add(objects.get(bucket, name).json());
            }
        }
        ArrayNode below = list.putArray("prefixes");
        prefixes.forEach(below::add);
        return Response.json(list);
    }

    private Response upload(Request request, String bucket) throws IOException {
        String id = request.query("upload_id");
        if (id != null) {
            return more(request, id);
        }
        String name = request.query("name");
        if ("resumable".equals(request.query("uploadType"))) {
            objects.requireBucket(bucket);
            id = "upload-" + ids++;
            String object = name == null ? request.json().path("name").asText() : name;
            uploads.put(id, new Upload(bucket, object, request.query("ifGenerationMatch")));
            return Response.empty(
                    200,
                    Map.of(
                            "Location",
                            endpoint() + "/upload/storage/v1/b/" + bucket + "/o?uploadType=resumable&upload_id=" + id));
        }
        if ("multipart".equals(request.query("uploadType"))) {
            List<byte[]> parts = parts(request);
            String object =
                    name == null ? JSON.readTree(parts.get(0)).path("name").asText() : name;
            return Response.json(objects.put(bucket, object, parts.get(1), request.query("ifGenerationMatch"))
                    .json());
        }
        return Response.json(objects.put(bucket, name, request.body(), request.query("ifGenerationMatch"))
                .json());
    }

    /** Another chunk of a resumable upload, or the question how much has come. */
    private Response more(Request request, String id) throws IOException {
        Upload upload = uploads.get(id);
        if (upload == null) {
            throw new GcsObjects.RefusedException(404, "no upload " + id);
        }
        if (request.method().equals("DELETE")) {
            uploads.remove(id);
            return Response.empty(499, Map.of());
        }
        Matcher range = RANGE.matcher(request.headers().getOrDefault("content-range", ""));
        boolean whole = !range.matches();
        if (!whole && range.group(1) != null && Integer.parseInt(range.group(1)) != upload.received.size()) {
            throw new GcsObjects.RefusedException(503, "expected byte " + upload.received.size());
        }
        upload.received.write(request.body());
        boolean last = whole || range.group(3).equals(Integer.toString(upload.received.size()));
        if (!last) {
            int size = upload.received.size();
            return Response.empty(308, size == 0 ? Map.of() : Map.of("Range", "bytes=0-" + (size - 1)));
        }
        uploads.remove(id);
        return Response.json(objects.put(upload.bucket, upload.name, upload.received.toByteArray(), upload.generation)
                .json());
    }

    private Response batch(Request request) throws IOException {
        StringBuilder answers = new StringBuilder();
        for (String part : new String(request.body(), StandardCharsets.UTF_8).split("--" + boundary(request))) {
            Matcher call =
                    Pattern.compile("(?m)^(DELETE|GET) (\\S+) HTTP/1\\.1").matcher(part);
            if (!call.find()) {
                continue;
            }
            Matcher id = Pattern.compile("(?mi)^content-id: *<?([^>\\s]+)>?").matcher(part);
            String uri = call.group(2);
            Response answer = answer(request(call.group(1), uri, Map.of(), new byte[0]));
            answers.append("--answers\r\nContent-Type: application/http\r\n");
            answers.append("Content-ID: <response-")
                    .append(id.find() ? id.group(1) : "")
                    .append(">\r\n\r\n");
            answers.append("HTTP/1.1 ").append(answer.status()).append(" Answer\r\n");
            answers.append(answer.type() == null ? "" : "Content-Type: " + answer.type() + "\r\n");
            answers.append("Content-Length: ").append(answer.body().length).append("\r\n\r\n");
            answers.append(new String(answer.body(), StandardCharsets.UTF_8)).append("\r\n");
        }
        answers.append("--answers--\r\n");
        return new Response(
                200,
                "multipart/mixed; boundary=answers",
                answers.toString().getBytes(StandardCharsets.UTF_8),
                Map.of());
    }

    private static String boundary(Request request) {
        Matcher boundary = Pattern.compile("boundary=\"?([^\";]+)\"?")
                .matcher(request.headers().getOrDefault("content-type", ""));
        if (!boundary.find()) {
            throw new GcsObjects.RefusedException(400, "no boundary");
        }
        return boundary.group(1);
    }

    /** The contents of the parts of a body, byte for byte. */
    private static List<byte[]> parts(Request request) {
        String body = new String(request.body(), StandardCharsets.ISO_8859_1);
        List<byte[]> parts = new ArrayList<>();
        for (String part : body.split("(\r\n)?--" + Pattern.quote(boundary(request)), -1)) {
            int headers = part.indexOf("\r\n\r\n");
            if (headers >= 0) {
                parts.add(part.substring(headers + 4).getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        return parts;
    }
}
