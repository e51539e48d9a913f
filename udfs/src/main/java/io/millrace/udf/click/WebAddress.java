package io.millrace.udf.click;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The parts of an address as browsers send it. Real ones hold blanks, quotes and letters that {@link java.net.URI}
 * refuses; here any text has parts, and what is missing is null or empty.
 *
 * @param host in lower case, without user and port; null when the address names none
 * @param path as sent, at least {@code /}
 * @param parameters of the query, decoded; the first of several with one name
 */
record WebAddress(String host, String path, Map<String, String> parameters) {

    WebAddress {
        parameters = Map.copyOf(parameters);
    }

    static WebAddress parse(String text) {
        String address = before(text.strip(), '#');
        String place = before(address, '?');
        Map<String, String> parameters = parameters(address.substring(place.length()));
        int scheme = place.indexOf("://");
        if (scheme < 0) {
            return new WebAddress(null, path(place), parameters);
        }
        String rest = place.substring(scheme + "://".length());
        String authority = before(rest, '/');
        return new WebAddress(host(authority), path(rest.substring(authority.length())), parameters);
    }

    private static String host(String authority) {
        String host = authority.substring(authority.lastIndexOf('@') + 1);
        if (host.startsWith("[")) {
            host = before(host, ']') + "]";
        } else {
            host = before(host, ':');
        }
        return host.isEmpty() ? null : host.toLowerCase(Locale.ROOT);
    }

    private static String path(String path) {
        return path.isEmpty() ? "/" : path;
    }

    /** @param query empty, or all from the question mark on */
    private static Map<String, String> parameters(String query) {
        if (query.isEmpty()) {
            return Map.of();
        }
        Map<String, String> parameters = new HashMap<>();
        for (String pair : query.substring(1).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.putIfAbsent(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    /** Percent signs that encode nothing stand for themselves. */
    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static String before(String text, char end) {
        int at = text.indexOf(end);
        return at < 0 ? text : text.substring(0, at);
    }
}
