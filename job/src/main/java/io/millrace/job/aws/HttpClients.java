package io.millrace.job.aws;

import io.millrace.job.config.ProxyConfig;
import java.time.Duration;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.apache.ProxyConfiguration;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;

/** What carries the requests of the SDK's clients. */
final class HttpClients {

    /** How long a call waits for one of the connections. */
    private static final Duration ACQUISITION = Duration.ofSeconds(10);

    private HttpClients() {}

    /**
     * For calls that block and can be interrupted.
     *
     * @param proxy null is what the environment says
     */
    static ApacheHttpClient.Builder blocking(ClientLimits limits, ProxyConfig proxy) {
        ApacheHttpClient.Builder http = ApacheHttpClient.builder()
                .maxConnections(limits.connections())
                .connectionTimeout(limits.connect())
                .connectionAcquisitionTimeout(ACQUISITION)
                .socketTimeout(limits.read());
        return proxy == null
                ? http
                : http.proxyConfiguration(ProxyConfiguration.builder()
                        .endpoint(proxy.url())
                        .username(proxy.username())
                        .password(proxy.password())
                        // A proxy that asks first would be sent every body twice.
                        .preemptiveBasicAuthenticationEnabled(proxy.username() != null)
                        .useSystemPropertyValues(false)
                        .useEnvironmentVariableValues(false)
                        .build());
    }

    /**
     * For calls that stay open.
     *
     * @param protocol HTTP/2 where the server has TLS
     * @param proxy null is what the environment says
     */
    static NettyNioAsyncHttpClient.Builder streaming(ClientLimits limits, Protocol protocol, ProxyConfig proxy) {
        NettyNioAsyncHttpClient.Builder http = NettyNioAsyncHttpClient.builder()
                .protocol(protocol)
                .maxConcurrency(limits.connections())
                .connectionTimeout(limits.connect())
                .connectionAcquisitionTimeout(ACQUISITION)
                .readTimeout(limits.read());
        return proxy == null
                ? http
                : http.proxyConfiguration(software.amazon.awssdk.http.nio.netty.ProxyConfiguration.builder()
                        .scheme(proxy.url().getScheme())
                        .host(proxy.url().getHost())
                        .port(proxy.url().getPort())
                        .username(proxy.username())
                        .password(proxy.password())
                        .useSystemPropertyValues(false)
                        .useEnvironmentVariableValues(false)
                        .build());
    }
}
