package io.millrace.job.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An HTTP proxy as companies have one: takes requests with absolute URLs and {@code CONNECT}, and may ask for a user. Serves
 * one request, or one tunnel, per connection. Any thread.
 */
public final class ForwardProxy implements AutoCloseable {

    private final ServerSocket server;
    private final String authorization;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "forward-proxy");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<String> served = new CopyOnWriteArrayList<>();
    private final List<String> refused = new CopyOnWriteArrayList<>();

    private ForwardProxy(String authorization) {
        this.authorization = authorization;
        try {
            server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    /** For everybody. */
    public static ForwardProxy start() {
        return new ForwardProxy(null);
    }

    /** For one user. */
    public static ForwardProxy start(String username, String password) {
        String user = requireNonNull(username, "username") + ":" + requireNonNull(password, "password");
        return new ForwardProxy("Basic " + Base64.getEncoder().encodeToString(user.getBytes(UTF_8)));
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** The hosts and ports that requests went to, one for each request or tunnel. */
    public List<String> served() {
        return List.copyOf(served);
    }

    /** The first lines of requests of somebody whom it does not know. */
    public List<String> refused() {
        return List.copyOf(refused);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        closeQuietly(server);
        open.forEach(ForwardProxy::closeQuietly);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                open.add(client);
                threads.execute(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            List<String> head = head(client.getInputStream());
            if (head.isEmpty()) {
                return;
            }
            if (authorization != null && head.stream().noneMatch(this::isKnownUser)) {
                refused.add(head.get(0));
                write(
                        client.getOutputStream(),
                        "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"company\"\r\n"
                                + "Content-Length: 0\r\nConnection: close\r\n\r\n");
                return;
            }
            String[] request = head.get(0).split(" ");
            boolean tunnel = request[0].equals("CONNECT");
            URI target = URI.create(tunnel ? "http://" + request[1] : request[1]);
            served.add(target.getAuthority());
            try (Socket upstream = new Socket(target.getHost(), target.getPort())) {
                upstream.setTcpNoDelay(true);
                open.add(upstream);
                if (tunnel) {
                    write(client.getOutputStream(), "HTTP/1.1 200 Connection established\r\n\r\n");
                } else {
                    write(upstream.getOutputStream(), forwarded(request, target, head));
                }
                threads.execute(() -> pipe(client, upstream));
                pipe(upstream, client);
            } finally {
                open.remove(client);
            }
        } catch (IOException gone) {
            // Whoever waits for an answer sees the connection end.
        }
    }

    private boolean isKnownUser(String line) {
        String[] header = line.split(": *", 2);
        return header[0].equalsIgnoreCase("Proxy-Authorization") && header[1].equals(authorization);
    }

    /** The head as the server wants it: a path, nothing that is the proxy's, and one request on the connection. */
    private static String forwarded(String[] request, URI target, List<String> head) {
        String query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
        String path = target.getRawPath().isEmpty() ? "/" : target.getRawPath();
        StringBuilder text = new StringBuilder(request[0] + " " + path + query + " HTTP/1.1\r\n");
        for (String line : head.subList(1, head.size())) {
            String name = line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT);
            if (!name.startsWith("proxy-") && !name.equals("connection")) {
                text.append(line).append("\r\n");
            }
        }
        return text.append("Connection: close\r\n\r\n").toString();
    }

    /** The lines before the body; none when the client has gone. */
    private static List<String> head(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int tail = 0;
        for (int next = in.read(); next >= 0; next = in.read()) {
            bytes.write(next);
            tail = (tail << 8) | next;
            if (tail == 0x0D0A0D0A) {
                return bytes.toString(ISO_8859_1)
                        .lines()
                        .filter(line -> !line.isEmpty())
                        .toList();
            }
        }
        return List.of();
    }

    private static void pipe(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException gone) {
            closeQuietly(from);
            closeQuietly(to);
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(ISO_8859_1));
        out.flush();
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // It is gone already.
        }
    }
}
