package io.millrace.job.cli;

import io.millrace.job.announce.Announcements;
import io.millrace.job.cli.AnnouncedPipeline.UnusableException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "announce",
        description = {
            "Announces on the stream what could not be announced before and waits below _commits/pending/.",
            "The next commit of a running job does the same.",
            ""
        })
final class CommitsAnnounceCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private PipelineFile pipeline;

    @Option(
            names = "--output",
            paramLabel = "text|json",
            defaultValue = "text",
            description = "How to report. Default: ${DEFAULT-VALUE}.")
    private OutputFormat output;

    CommitsAnnounceCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        AnnouncedPipeline announced;
        long entries;
        try {
            announced = AnnouncedPipeline.load(pipeline);
            entries = Announcements.drain(announced.name(), announced.announce(), announced.output());
        } catch (UnusableException | IllegalArgumentException e) {
            console.err().println(e.getMessage());
            return ExitCode.USAGE.code();
        } catch (IOException e) {
            console.err().println("millrace: " + Causes.line(e));
            console.err().println("What is not announced waits on.");
            return ExitCode.FAILED.code();
        }
        console.out()
                .println(
                        output == OutputFormat.JSON
                                ? Json.line(Map.of("announced", entries))
                                : Units.count(entries, "announcement") + " sent");
        return ExitCode.OK.code();
    }
}
