package io.millrace.job.source.sqs;

import io.millrace.job.config.QueueUrl;
import io.millrace.job.testkit.DuckDb;
import io.millrace.job.testkit.ElasticMqServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code bin/millrace run} from a queue to Parquet files in a local directory, and when each row of them became visible: the
 * time at which its file got its name, which is the time of the file's last change of status.
 */
final class MeasuredRun implements AutoCloseable {

    private static final String SCHEMA =
            """
            {"type": "record", "name": "Sent", "fields": [
              {"name": "id", "type": "long"},
              {"name": "at", "type": {"type": "long", "logicalType": "timestamp-micros"}},
              {"name": "text", "type": "string"}]}
            """;

    private final Path directory;
    private final Path pipeline;
    private int starts;
    private Process process;

    MeasuredRun(Path directory, ElasticMqServer server, QueueUrl url, String more) throws IOException {
        this.directory = directory;
        Files.writeString(directory.resolve("sent.avsc"), SCHEMA);
        String yaml =
                """
                name: measured
                parallelism: 2
                source:
                  sqs:
                    endpoint: %1$s
                    queue-url: %2$s
                    region: us-east-1
                decode:
                  schema: sent.avsc
                route:
                  event-time:
                    field: at
                output:
                  files:
                    path: %3$s/files
                dead-letter:
                  path: %3$s/dead
                checkpoint:
                  interval: 10 s
                  directory: %3$s/state
                %4$s"""
                        .formatted(server.endpoint(), url.value(), directory, more);
        this.pipeline = Files.writeString(directory.resolve("measured.yaml"), yaml);
    }

    /** The message that is sent now. */
    static String message(long id) {
        return "{\"id\": " + id + ", \"at\": \"" + Instant.now() + "\", \"text\": \"" + "x".repeat(400) + "\"}";
    }

    void start() throws IOException {
        process = new ProcessBuilder("bin/millrace", "run", pipeline.toString(), "--web-port=0")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("run-" + starts++ + ".log").toFile())
                .start();
    }

    /** As {@code kill -9} does; {@code bin/millrace} is replaced by its JVM, so nothing is left. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    void stop() throws InterruptedException, IOException {
        process.destroy();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            throw new IOException("the run does not stop; its log is in " + directory);
        }
    }

    /** The relation of all visible rows: {@code id}, {@code sent} and {@code visible}, both in microseconds since the epoch. */
    String rows(DuckDb duckdb) throws IOException {
        Map<Path, Long> visible = visible();
        String values = visible.entrySet().stream()
                .map(file -> "('" + file.getKey() + "', " + file.getValue() + ")")
                .collect(Collectors.joining(", "));
        return "(SELECT id, epoch_us(\"at\") AS sent, visible FROM read_parquet('" + directory
                + "/files/**/*.parquet', filename = true) JOIN (VALUES " + values
                + ") AS files(name, visible) ON filename = name)";
    }

    /** How many rows are visible; none as long as there is no file. */
    long count() throws IOException {
        List<Path> files = visible().keySet().stream().toList();
        if (files.isEmpty()) {
            return 0;
        }
        try (DuckDb duckdb = DuckDb.open()) {
            return duckdb.count("read_parquet(["
                    + files.stream().map(file -> "'" + file + "'").collect(Collectors.joining(", "))
                    + "])");
        }
    }

    private Map<Path, Long> visible() throws IOException {
        Path files = directory.resolve("files");
        if (Files.notExists(files)) {
            return Map.of();
        }
        try (Stream<Path> all = Files.walk(files)) {
            return all.filter(file -> file.getFileName().toString().matches("[^._].*\\.parquet"))
                    .collect(Collectors.toMap(file -> file, MeasuredRun::statusChanged));
        }
    }

    private static long statusChanged(Path file) {
        try {
            return ((FileTime) Files.getAttribute(file, "unix:ctime")).to(TimeUnit.MICROSECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
