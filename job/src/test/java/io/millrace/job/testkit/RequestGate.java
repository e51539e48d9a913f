package io.millrace.job.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands between clients and a server of HTTP/1.1, and asks a guard about every request before it goes on. What goes on is
 * passed byte for byte, so that signatures, which cover the host that the client spoke to, stay what they were; what does
 * not gets the guard's answer.
 *
 * <p>Any thread; one connection of a client is one connection to the server.
 */
final class RequestGate implements AutoCloseable {

    private static final int LONGEST_HEAD = 64 << 10;

    /** Hears of every request before the server does. Called by the threads of the connections. */
    @FunctionalInterface
    interface Guard {

        /** The answer in place of the server's, whole; empty lets the request pass. */
        Optional<byte[]> refuse(HttpRequestHead request);
    }

    private final URI server;
    private final Guard guard;
    private final ServerSocket door;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "request-gate");
        thread.setDaemon(true);
        return thread;
    });

    private RequestGate(URI server, Guard guard) {
        this.server = requireNonNull(server, "server");
        this.guard = requireNonNull(guard, "guard");
        try {
            this.door = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    static RequestGate before(URI server, Guard guard) {
        return new RequestGate(server, guard);
    }

    /** For the {@code endpoint} of a configuration. */
    URI endpoint() {
        return URI.create("http://127.0.0.1:" + door.getLocalPort());
    }

    @Override
    public void close() {
        closeQuietly(door);
        open.forEach(RequestGate::closeQuietly);
        threads.shutdownNow();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                client.setTcpNoDelay(true);
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                if (!door.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket client) {
        open.add(client);
        try (client;
                Socket behind = new Socket(server.getHost(), server.getPort())) {
            open.add(behind);
            behind.setTcpNoDelay(true);
            threads.execute(() -> answers(behind, client));
            requests(client, behind);
            open.remove(behind);
        } catch (IOException e) {
            // Either side may go away at any time; the other one sees it by the end of its connection.
        } finally {
            open.remove(client);
        }
    }

    private void requests(Socket client, Socket behind) throws IOException {
        InputStream in = new BufferedInputStream(client.getInputStream());
        OutputStream out = behind.getOutputStream();
        while (true) {
            byte[] head = head(in);
            if (head.length == 0) {
                return;
            }
            HttpRequestHead request = HttpRequestHead.parse(new String(head, ISO_8859_1));
            byte[] body = request.speaksInItsBody() ? in.readNBytes(request.contentLength()) : new byte[0];
            Optional<byte[]> refusal = guard.refuse(request.withBody(body));
            if (refusal.isPresent()) {
                client.getOutputStream().write(refusal.get());
                client.shutdownOutput();
                return;
            }
            out.write(head);
            out.write(body);
            if (!request.speaksInItsBody()) {
                passBody(request, in, out);
            }
            out.flush();
        }
    }

    private static void passBody(HttpRequestHead request, InputStream in, OutputStream out) throws IOException {
        if (request.chunked()) {
            throw new IOException("chunked requests are not spoken by the clients of these tests");
        }
        // Sent now: a client that expects to be told to continue waits for the server's word.
        out.flush();
        byte[] buffer = new byte[16 << 10];
        int left = request.contentLength();
        while (left > 0) {
            int read = in.read(buffer, 0, Math.min(left, buffer.length));
            if (read < 0) {
                throw new EOFException();
            }
            out.write(buffer, 0, read);
            left -= read;
        }
    }

    private static void answers(Socket behind, Socket client) {
        try {
            behind.getInputStream().transferTo(client.getOutputStream());
            client.shutdownOutput();
        } catch (IOException e) {
            closeQuietly(client);
        }
    }

    /** The lines of a request's head with the empty one behind them; nothing at the end of the connection. */
    private static byte[] head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int ends = 0;
        while (ends < 4) {
            int next = in.read();
            if (next < 0) {
                return new byte[0];
            }
            head.write(next);
            ends = next == (ends % 2 == 0 ? '\r' : '\n') ? ends + 1 : next == '\r' ? 1 : 0;
            if (head.size() > LONGEST_HEAD) {
                throw new IOException("a head of more than " + LONGEST_HEAD + " bytes");
            }
        }
        return head.toByteArray();
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // It is closed for the connection to end, and that has.
        }
    }
}
