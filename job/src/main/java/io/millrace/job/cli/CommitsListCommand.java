package io.millrace.job.cli;

import io.millrace.job.announce.CommitLog;
import io.millrace.job.cli.AnnouncedPipeline.UnusableException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "ls",
        description = {
            "Lists every file that the log announces, of rows and of dead letters, once each: its checkpoint, its rows, its"
                    + " size, its event times; and every accepted loss of a stream's records.",
            "As JSON: one object per line, balances included.",
            ""
        })
final class CommitsListCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private LogOptions log;

    CommitsListCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        LogLines lines = new LogLines(console, log.json(), false);
        try (CommitLog open = log.open(log.pipeline(), 0)) {
            boolean end = false;
            while (!end) {
                end = open.poll(lines);
            }
        } catch (UnusableException e) {
            console.err().println(e.getMessage());
            return ExitCode.USAGE.code();
        }
        if (!log.json()) {
            console.err().println(Units.count(lines.files(), "file"));
        }
        return (lines.unreadable() == 0 ? ExitCode.OK : ExitCode.DIFFERENT).code();
    }
}
