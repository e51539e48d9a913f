package io.millrace.job.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.millrace.job.aws.OutgoingMessage;
import io.millrace.job.aws.SqsQueue;
import io.millrace.job.aws.SqsQueues;
import io.millrace.job.config.QueueUrl;
import io.millrace.job.testkit.ElasticMqServer;
import io.millrace.job.testkit.Processes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueueProcessIT {

    private static final Duration IDLE = Duration.ofMinutes(5);

    @TempDir
    private Path directory;

    private QueueAddress address;

    @BeforeEach
    void choosePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            address = new QueueAddress(
                    new QueueUrl("http://localhost:" + socket.getLocalPort() + "/000000000000/clicks"));
        }
    }

    @AfterEach
    void leaveNothing() throws IOException {
        QueueState.file(directory)
                .read()
                .flatMap(state -> ProcessHandle.of(state.pid()))
                .ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void isStartedOnceUsedAgainAndEndedWithItsQueue() throws Exception {
        QueueProcess first = QueueProcess.ensure(address, directory, IDLE);
        long pid = QueueState.file(directory).read().orElseThrow().pid();
        send("kept");
        QueueProcess second = QueueProcess.ensure(address, directory, IDLE);

        assertThat(second.token()).isEqualTo(first.token());
        assertThat(visible()).isEqualTo(1);

        second.end();
        assertThat(QueueState.file(directory).read()).isEmpty();
        await().atMost(Duration.ofSeconds(200))
                .until(() -> ProcessHandle.of(pid).isEmpty());

        QueueProcess third = QueueProcess.ensure(address, directory, IDLE);
        assertThat(third.token()).isNotEqualTo(first.token());
        assertThat(visible()).isZero();
    }

    @Test
    void aStateFileWhoseProcessIsGoneIsReplaced() throws Exception {
        QueueState.file(directory).write(new QueueState(address.url().value(), 1, "left behind"));

        QueueProcess process = QueueProcess.ensure(address, directory, IDLE);

        assertThat(process.token()).isNotEqualTo("left behind");
        assertThat(QueueState.file(directory).read().orElseThrow().token()).isEqualTo(process.token());
    }

    @Test
    void survivesCtrlCAndKillOfTheRunThatStartedIt() throws Exception {
        try (Processes processes = new Processes(directory.resolve("log"))) {
            runAndSignal(processes, "interrupted", "INT");
            String token = QueueState.file(directory).read().orElseThrow().token();
            send("kept");

            runAndSignal(processes, "killed", "KILL");
            assertThat(QueueProcess.ensure(address, directory, IDLE).token()).isEqualTo(token);
            assertThat(visible()).isEqualTo(1);
        }
    }

    /** To its whole process group, as a terminal does it. */
    private void runAndSignal(Processes processes, String name, String signal) throws Exception {
        Path started = directory.resolve("started");
        Processes.Child run = processes.start(
                name,
                Map.of("CLASSPATH", System.getProperty("java.class.path")),
                // A build in the background has SIGINT ignored, and a JVM leaves an ignored signal ignored.
                List.of(
                        "env",
                        "--default-signal=INT",
                        "setsid",
                        "java",
                        QueueStarter.class.getName(),
                        address.url().value(),
                        directory.toString()));
        await().atMost(Duration.ofSeconds(200)).until(() -> {
            assertThat(run.isAlive()).as(run.output()).isTrue();
            return Files.exists(started);
        });
        Files.delete(started);
        processes
                .start(name + "-signal", Map.of(), List.of("kill", "-" + signal, "--", "-" + run.pid()))
                .waitFor(60, TimeUnit.SECONDS);
        run.waitFor(60, TimeUnit.SECONDS);
    }

    @Test
    void endsWhenNoClientHasAskedForAWhile() throws Exception {
        try (Processes processes = new Processes(directory.resolve("log"))) {
            Processes.Child server = processes.startJava(
                    "queue",
                    Map.of(),
                    List.of(),
                    QueueServer.class,
                    List.of(address.url().value(), "token", directory.toString(), "10000"));
            await().atMost(Duration.ofSeconds(200))
                    .until(() -> QueueState.file(directory).read().isPresent());
            long start = System.nanoTime();
            await().atMost(Duration.ofSeconds(200))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> visible() == 0 && System.nanoTime() - start > TimeUnit.SECONDS.toNanos(12));
            assertThat(server.isAlive()).as("kept alive by its client").isTrue();

            assertThat(server.waitFor(120, TimeUnit.SECONDS)).isZero();
            assertThat(QueueState.file(directory).read()).isEmpty();
        }
    }

    @Test
    void aPortThatAnotherProgramHasIsNamedWithTheWayOut() throws Exception {
        HttpServer other = HttpServer.create(new InetSocketAddress("localhost", address.port()), 1);
        other.start();
        try {
            assertThatThrownBy(() -> QueueProcess.ensure(address, directory, IDLE))
                    .isInstanceOf(DemoException.class)
                    .hasMessageMatching("(?s)port " + address.port() + " is taken by something that is not this"
                            + " pipeline's queue: it answers an SQS request with status 404; choose another port, such"
                            + " as\n  --set source\\.sqs\\.endpoint=http://localhost:\\d+"
                            + " --set source\\.sqs\\.queue-url=http://localhost:\\d+/000000000000/clicks");
        } finally {
            other.stop(0);
        }
    }

    @Test
    void anotherServersQueueOfTheSameNameIsNotTouched() throws Exception {
        try (ElasticMqServer other = ElasticMqServer.start()) {
            QueueAddress taken = new QueueAddress(other.createQueue("clicks"));

            assertThatThrownBy(() -> QueueProcess.ensure(taken, directory, IDLE))
                    .isInstanceOf(DemoException.class)
                    .hasMessageContaining("it is a queue that was not made by Millrace's quickstart");
            QueueAddress missing = new QueueAddress(new QueueUrl(other.endpoint() + "/000000000000/others"));
            assertThat(new QueueControl(missing).find()).isEqualTo(new QueueControl.NoQueue());
        }
    }

    @Test
    void whatKeptTheServerFromStartingIsInTheError() {
        QueueAddress impossible =
                new QueueAddress(new QueueUrl("http://localhost:" + address.port() + "/000000000000/not*a*name"));

        assertThatThrownBy(() -> QueueProcess.ensure(impossible, directory, IDLE))
                .isInstanceOf(DemoException.class)
                .hasMessageContaining("the embedded queue did not start; its log, %s, ends:"
                        .formatted(directory.resolve("queue.log")))
                .hasMessageContaining("CreateQueue");
    }

    private void send(String body) throws InterruptedException {
        try (SqsQueue queue = SqsQueues.of(address.url(), null, null).open()) {
            queue.send(List.of(OutgoingMessage.of(body)));
        }
    }

    private long visible() throws InterruptedException {
        try (SqsQueue queue = SqsQueues.of(address.url(), null, null).open()) {
            return queue.counters().visible();
        }
    }
}
