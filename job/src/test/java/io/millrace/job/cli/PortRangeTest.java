package io.millrace.job.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.config.PipelineName;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ports as the options take them, and the two servers that listen on them. */
final class PortRangeTest {

    private final Health health =
            new Health(new PipelineName("orders"), Duration.ofSeconds(1), Duration.ofSeconds(1), System::nanoTime);

    @Test
    void aPortARangeAnyAndNoneAreTold() {
        assertThat(PortRange.parse("9249")).isEqualTo(new PortRange(9249, 9249)).hasToString("9249");
        assertThat(PortRange.parse("9249-9348"))
                .isEqualTo(new PortRange(9249, 9348))
                .hasToString("9249-9348");
        assertThat(PortRange.parse("0").isAny()).isTrue();
        assertThat(PortRange.parse("off").isOff()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "on", "-1", "65536", "9348-9249", "0-5", "9249,9250", "99999"})
    void whatIsNoPortIsRefused(String text) {
        assertThatThrownBy(() -> PortRange.parse(text))
                .hasMessage(
                        "expected a port such as 9249, a range such as 9249-9348, 0 for any free port, or off, but got"
                                + " '" + text + "'");
    }

    @Test
    void whatIsSwitchedOffIsNotThere() throws Exception {
        assertThat(PrometheusPage.open(PortRange.OFF)).isEmpty();
        assertThat(HealthServer.open(PortRange.OFF, health)).isEmpty();
    }

    @Test
    void theNextPortOfARangeIsTakenAndWhenNoneIsFreeTheOptionIsNamed() throws Exception {
        try (ServerSocket other = new ServerSocket(0)) {
            int port = other.getLocalPort();
            PortRange taken = new PortRange(port, port);
            assertThatThrownBy(() -> PrometheusPage.open(taken))
                    .isInstanceOf(NoPortException.class)
                    .hasMessage("--metrics-port: port " + port + " is taken. Name another one or a range, or say off");
            assertThatThrownBy(() -> HealthServer.open(taken, health))
                    .isInstanceOf(NoPortException.class)
                    .hasMessageStartingWith("--health-port: port " + port + " is taken.");

            PortRange wider = new PortRange(port, Math.min(65_535, port + 20));
            PrometheusPage page = PrometheusPage.open(wider).orElseThrow();
            assertThat(page.uri().getPort()).isGreaterThan(port);
            page.reporter().close();
            try (HealthServer server = HealthServer.open(wider, health).orElseThrow()) {
                assertThat(server.uri().getPort()).isGreaterThan(port);
            }
        }
    }

    @Test
    void healthAnswersWithItsStatusAndNothingElseIsThere() throws Exception {
        try (HealthServer server = HealthServer.open(PortRange.ANY, health).orElseThrow()) {
            assertThat(status(server.uri() + "/live", "GET")).isEqualTo(200);
            assertThat(status(server.uri() + "/ready", "GET")).isEqualTo(503);
            assertThat(status(server.uri() + "/ready", "POST")).isEqualTo(405);
            assertThat(status(server.uri() + "/live/more", "GET")).isEqualTo(404);
            assertThat(status(server.uri().toString(), "GET")).isEqualTo(404);
            HttpResponse<String> home = send(server.uri().resolve("/").toString(), "GET");
            assertThat(home.statusCode()).isEqualTo(404);
            assertThat(home.body()).contains("/health/live", "/health/ready");
        }
    }

    private static int status(String uri, String method) throws Exception {
        return send(uri, method).statusCode();
    }

    private static HttpResponse<String> send(String uri, String method) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(uri))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
