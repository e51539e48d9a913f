package io.millrace.job.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Stands between the job and the servers of a test as IAM stands before AWS: it answers what a policy does not allow with
 * an error, and remembers every call. Calls pass as they are.
 *
 * <p>Any thread.
 */
public final class PolicyGate implements AutoCloseable {

    private final String streamOfIterators;
    private final List<RequestGate> gates = new ArrayList<>();
    private final Set<AwsCall> allowed = new LinkedHashSet<>();
    private final Set<AwsCall> refused = new LinkedHashSet<>();
    private final List<String> unknown = new ArrayList<>();
    private Predicate<AwsCall> policy = call -> true;

    /** @param streamOfIterators the stream that calls are about which name only a place in one */
    public PolicyGate(String streamOfIterators) {
        this.streamOfIterators = requireNonNull(streamOfIterators, "streamOfIterators");
    }

    /** The endpoint of a server behind this gate. */
    public synchronized URI before(URI server) {
        RequestGate gate = RequestGate.before(server, this::refuse);
        gates.add(gate);
        return gate.endpoint();
    }

    /** From now on only what this allows passes. */
    public synchronized void enforce(Predicate<AwsCall> newPolicy) {
        policy = requireNonNull(newPolicy, "newPolicy");
    }

    /** What was called and allowed, in the order of the first time. */
    public synchronized Set<AwsCall> allowed() {
        return new LinkedHashSet<>(allowed);
    }

    /** What was called and refused. */
    public synchronized Set<AwsCall> refused() {
        return new LinkedHashSet<>(refused);
    }

    /** Requests of which nobody knows what IAM would say. */
    public synchronized List<String> unknown() {
        return List.copyOf(unknown);
    }

    @Override
    public synchronized void close() {
        gates.forEach(RequestGate::close);
    }

    private synchronized Optional<byte[]> refuse(HttpRequestHead request) {
        List<AwsCall> calls;
        try {
            calls = AwsCall.of(request, streamOfIterators);
        } catch (IllegalArgumentException e) {
            unknown.add(e.getMessage());
            return Optional.of(denied(request));
        }
        boolean all = true;
        for (AwsCall call : calls) {
            boolean may = policy.test(call);
            (may ? allowed : refused).add(call);
            all &= may;
        }
        return all ? Optional.empty() : Optional.of(denied(request));
    }

    private static byte[] denied(HttpRequestHead request) {
        boolean json = request.header("x-amz-target").isPresent();
        String body = json
                ? "{\"__type\": \"AccessDeniedException\", \"message\": \"not in the policy\"}"
                : "<Error><Code>AccessDenied</Code><Message>not in the policy</Message></Error>";
        String content = request.method().equals("HEAD") ? "" : body;
        return ("HTTP/1.1 " + (json ? 400 : 403) + " Refused\r\nContent-Type: "
                        + (json ? "application/x-amz-json-1.1" : "application/xml") + "\r\nContent-Length: "
                        + content.length() + "\r\nConnection: close\r\n\r\n" + content)
                .getBytes(UTF_8);
    }
}
