package io.millrace.job.quickstart;

import static java.util.Objects.requireNonNull;

import io.millrace.job.config.QueueUrl;
import io.millrace.job.config.SqsSourceConfig;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;

/**
 * Where the embedded queue is served: always on this machine, never for others.
 *
 * @param url the queue's URL
 */
record QueueAddress(QueueUrl url) {

    private static final int HTTP_PORT = 80;

    QueueAddress {
        requireNonNull(url, "url");
    }

    /** The address that a source's configuration names. */
    static QueueAddress of(SqsSourceConfig source) throws DemoException {
        URI url = URI.create(source.queueUrl().value());
        URI server = source.endpoint() != null ? source.endpoint() : url;
        if (!"http".equals(server.getScheme()) || !isLoopback(server.getHost())) {
            throw new DemoException("the embedded queue is served on this machine only, but the source's endpoint is '"
                    + server + "'; set it to 'http://localhost:9324', or remove 'demo' to use the queue that is there");
        }
        if (!server.getAuthority().equals(url.getAuthority())) {
            throw new DemoException("the embedded queue is served at '" + server
                    + "', but the source's queue-url names another server: '" + url + "'");
        }
        if (source.queueUrl().fifo()) {
            throw new DemoException(
                    "the embedded queue is a standard queue, but the name of '" + url + "' ends in .fifo");
        }
        return new QueueAddress(source.queueUrl());
    }

    String host() {
        return uri().getHost();
    }

    int port() {
        return uri().getPort() < 0 ? HTTP_PORT : uri().getPort();
    }

    URI server() {
        return URI.create("http://" + uri().getAuthority() + "/");
    }

    String queueName() {
        String path = uri().getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The same queue at another port. */
    QueueAddress at(int otherPort) {
        return new QueueAddress(new QueueUrl("http://" + host() + ":" + otherPort + uri().getPath()));
    }

    private URI uri() {
        return URI.create(url.value());
    }

    private static boolean isLoopback(String host) {
        try {
            return host != null && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
