package io.millrace.job.testkit;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The head of a request as it came over the wire, and the body of those that say in it what they are about.
 *
 * @param method in capitals
 * @param path as it was sent, escaped
 * @param query without the question mark; empty when there is none
 * @param headers by their names in lower case
 * @param body of a call in JSON or XML; empty for objects, which only pass
 */
record HttpRequestHead(String method, String path, String query, Map<String, String> headers, byte[] body) {

    HttpRequestHead {
        requireNonNull(method, "method");
        requireNonNull(path, "path");
        requireNonNull(query, "query");
        requireNonNull(headers, "headers");
        requireNonNull(body, "body");
    }

    /** @param head the lines up to the empty one */
    static HttpRequestHead parse(String head) {
        String[] lines = head.split("\r\n");
        String[] first = lines[0].split(" ");
        int mark = first[1].indexOf('?');
        Map<String, String> headers = new TreeMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.put(
                    lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).strip());
        }
        return new HttpRequestHead(
                first[0],
                mark < 0 ? first[1] : first[1].substring(0, mark),
                mark < 0 ? "" : first[1].substring(mark + 1),
                headers,
                new byte[0]);
    }

    HttpRequestHead withBody(byte[] bytes) {
        return new HttpRequestHead(method, path, query, headers, bytes);
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** True when what the call is about stands in its body: a call by target, or a deletion of several objects. */
    boolean speaksInItsBody() {
        return headers.containsKey("x-amz-target") || method.equals("POST") && query.matches("delete=?(&.*)?");
    }

    int contentLength() {
        return Integer.parseInt(headers.getOrDefault("content-length", "0"));
    }

    boolean chunked() {
        return headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked");
    }
}
