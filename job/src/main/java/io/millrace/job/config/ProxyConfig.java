package io.millrace.job.config;

import java.io.Serializable;
import java.net.URI;

/** An HTTP proxy between a client and its service. */
public record ProxyConfig(
        @Key(
                        doc = "Where the proxy listens, with its port; it is spoken to in plain HTTP.",
                        example = "http://proxy:3128")
                URI url,
        @Key(doc = "The user's name, for a proxy that asks for one.", optional = true) String username,
        @Key(doc = "The user's password.", optional = true, secret = true) String password)
        implements Serializable {

    public ProxyConfig {
        // Before anything is quoted: a password may stand in there.
        if (url.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "expected no user in the url, because username and password have keys of their own");
        }
        boolean nothingElse = url.getRawPath() == null
                || url.getRawPath().isEmpty()
                || url.getRawPath().equals("/");
        if (!"http".equals(url.getScheme()) || url.getPort() < 0 || !nothingElse || url.getRawQuery() != null) {
            throw new IllegalArgumentException(
                    "expected url to be 'http://', a host and a port, such as 'http://proxy:3128', but got '" + url
                            + "'");
        }
        if ((username == null) != (password == null)) {
            throw new IllegalArgumentException("expected username and password together, but got only "
                    + (username == null ? "password" : "username"));
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "ProxyConfig[url=" + url + ", username=" + username + ", password=" + EffectiveConfig.masked(password)
                + "]";
    }
}
