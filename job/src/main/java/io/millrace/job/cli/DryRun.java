package io.millrace.job.cli;

import static java.util.Objects.requireNonNull;

import io.millrace.job.config.ByteSize;
import io.millrace.job.config.CsvRecordsConfig;
import io.millrace.job.config.FilePattern;
import io.millrace.job.config.FilesSourceConfig;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.error.RejectedShareException;
import io.millrace.job.pipeline.Stages;
import io.millrace.job.rehearsal.Rehearsal;
import io.millrace.job.schema.SchemaLoader;
import io.millrace.job.source.files.FilesSource;
import io.millrace.model.MessageId;
import io.millrace.model.RawMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/** Gives a sample of a pipeline's input to its stages, and forecasts from what becomes of it. Only reads. */
final class DryRun {

    /** There is nothing to read that can be read without a trace. */
    static final class NoSampleException extends Exception {

        private static final long serialVersionUID = 1L;

        NoSampleException(String message) {
            super(message);
        }
    }

    private static final ByteSize SPLIT_SIZE = ByteSize.parse("64 MiB");

    private final Path file;
    private final PipelineConfig config;
    private final FilePattern input;
    private final long most;

    /**
     * @param file the pipeline's, for what it names relative to itself
     * @param input files of which each line is a message; null for the pipeline's own files
     * @param most how many records are read at most
     */
    DryRun(Path file, PipelineConfig config, FilePattern input, long most) {
        this.file = requireNonNull(file, "file");
        this.config = requireNonNull(config, "config");
        this.input = input;
        this.most = most;
    }

    /**
     * Reads the sample.
     *
     * @throws IOException when it cannot be read
     */
    Forecast forecast() throws Exception {
        FilesSourceConfig files = files();
        CsvRecordsConfig csv = config.decode().format().csv();
        Stages stages = Stages.of(
                config,
                SchemaLoader.besides(file),
                UnaryOperator.identity(),
                config.deadLetter().breaker());
        Forecast forecast = new Forecast();
        try (Rehearsal rehearsal = Rehearsal.open(stages, most, forecast)) {
            Predicate<RawMessage> perform = message -> {
                rehearsal.process(message);
                return rehearsal.records() < most;
            };
            try {
                boolean complete = FilesSource.read(
                        files,
                        config.decode().maxRecordSize(),
                        csv,
                        input == null || csv != null ? perform : lines -> eachLine(lines, perform));
                forecast.ended(rehearsal.records(), rehearsal.filtered(), complete);
            } catch (SuppressRestartsException e) {
                if (!(e.getCause() instanceof RejectedShareException breaker)) {
                    throw e;
                }
                forecast.stopped(rehearsal.records(), rehearsal.filtered(), breaker.getMessage());
            }
        }
        return forecast;
    }

    private FilesSourceConfig files() throws NoSampleException {
        if (input != null) {
            return new FilesSourceConfig(input, SPLIT_SIZE, null);
        }
        if (config.source().sqs() != null) {
            throw new NoSampleException(
                    "source.sqs: a dry run receives nothing from a queue, since that hides messages from"
                            + " its other consumers and counts as a delivery; give it samples of messages, one to a line: --input"
                            + " FILE");
        }
        if (config.source().kinesis() != null) {
            throw new NoSampleException(
                    "source.kinesis: a dry run reads nothing from a stream, since its consumers share"
                            + " the few readings a second that a shard allows; give it samples of records, one to a line: --input"
                            + " FILE");
        }
        if (config.source().files().path().base().isObjectStore()) {
            LocalStores.load(config, new Configuration());
        }
        return config.source().files();
    }

    /** Gives each line that is not empty as a message of its own; false as soon as no more are wanted. */
    private static boolean eachLine(RawMessage lines, Predicate<RawMessage> perform) {
        byte[] body = lines.body();
        int begin = 0;
        while (begin < body.length) {
            int end = begin;
            while (end < body.length && body[end] != '\n') {
                end++;
            }
            int length = end - begin - (end > begin && body[end - 1] == '\r' ? 1 : 0);
            if (length > 0
                    && !perform.test(new RawMessage(
                            new MessageId(lines.id().high(), lines.id().low() + begin),
                            Arrays.copyOfRange(body, begin, begin + length),
                            lines.attributes(),
                            lines.origin().part(begin, length)))) {
                return false;
            }
            begin = end + 1;
        }
        return true;
    }
}
