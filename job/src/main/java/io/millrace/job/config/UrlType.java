package io.millrace.job.config;

import io.millrace.job.config.Node.Scalar;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** The address of a server. */
final class UrlType implements ScalarType {
    @Override
    public String name() {
        return "URL";
    }

    @Override
    public String expected() {
        return "an http or https URL";
    }

    @Override
    public Optional<Object> read(Scalar scalar) {
        if (!scalar.isText()) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(scalar.text());
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return http && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    @Override
    public String pattern() {
        return "^https?://[^/]";
    }
}
