// Generated from the declarations of the keys by GeneratedFilesTest, which says how.
package io.millrace.job.builder;

import io.millrace.job.config.ProxyConfig;
import io.millrace.job.config.SectionBuilder;

/**
 * What is said of {@code source.sqs.client.proxy} or {@code source.kinesis.client.proxy} or {@code
 * source.files.s3.client.proxy} or {@code output.files.s3.client.proxy} or {@code announce.kinesis.client.proxy} or
 * {@code dead-letter.sqs.client.proxy}.
 */
public final class ProxyBuilder extends SectionBuilder<ProxyConfig> {

    ProxyBuilder() {}

    /**
     * {@code url}: Where the proxy listens, with its port; it is spoken to in plain HTTP. Required. Example: {@code
     * http://proxy:3128}.
     */
    public ProxyBuilder url(String url) {
        value("url", url);
        return this;
    }

    /** {@code username}: The user's name, for a proxy that asks for one. */
    public ProxyBuilder username(String username) {
        value("username", username);
        return this;
    }

    /** {@code password}: The user's password. */
    public ProxyBuilder password(String password) {
        value("password", password);
        return this;
    }
}
