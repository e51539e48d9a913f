package io.millrace.job.cli;

import io.millrace.job.announce.CommitLog;
import io.millrace.job.cli.AnnouncedPipeline.UnusableException;
import io.millrace.job.config.Durations;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "tail",
        description = {
            "Prints what the log holds, and then what is added to it, until it is stopped. Each entry once.",
            "Announcements too large for a record are fetched, and checked against their checksum.",
            ""
        })
final class CommitsTailCommand implements Callable<Integer> {

    private static final long PAUSE_MILLIS = 1000;

    private final Console console;

    @Mixin
    private LogOptions log;

    @Option(
            names = "--since",
            paramLabel = "DURATION",
            converter = Ago.class,
            description = "Of a stream: leaves out what arrived longer ago, such as '10 min'.")
    private Duration since;

    @Option(names = "--no-follow", description = "Ends when there is nothing more at this moment.")
    private boolean once;

    CommitsTailCommand(Console console) {
        this.console = console;
    }

    /** A duration as configurations have it. */
    static final class Ago implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String value) {
            return Durations.parse(value)
                    .orElseThrow(() -> new TypeConversionException(
                            "expected a duration such as '10 min', but got '" + value + "'"));
        }
    }

    @Override
    public Integer call() throws Exception {
        LogLines lines = new LogLines(console, log.json(), true);
        long from = since == null ? 0 : System.currentTimeMillis() - since.toMillis();
        try (CommitLog open = log.open(log.pipeline(), from)) {
            while (true) {
                boolean nothingMore = open.poll(lines);
                if (nothingMore && once) {
                    return (lines.unreadable() == 0 ? ExitCode.OK : ExitCode.DIFFERENT).code();
                }
                if (nothingMore) {
                    Thread.sleep(PAUSE_MILLIS);
                }
            }
        } catch (UnusableException e) {
            console.err().println(e.getMessage());
            return ExitCode.USAGE.code();
        }
    }
}
