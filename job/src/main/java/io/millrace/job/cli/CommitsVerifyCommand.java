package io.millrace.job.cli;

import io.millrace.job.announce.CommitLog;
import io.millrace.job.announce.LogRow;
import io.millrace.job.announce.Verification;
import io.millrace.job.announce.Verification.Finding;
import io.millrace.job.announce.Verification.Result;
import io.millrace.job.announce.Verification.Totals;
import io.millrace.job.cli.AnnouncedPipeline.UnusableException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "verify",
        description = {
            "Holds the log against the files, reading each, and against itself: every announced file is there with that"
                    + " size and number of rows, every file was announced, every large announcement is what its checksum"
                    + " says, received = written + filtered + duplicates + rejected, and every rejected record is a dead"
                    + " letter in an announced file. Names losses that source.kinesis.on-gap: continue has accepted.",
            "Ends with code 5 when something is not as announced.",
            ""
        })
final class CommitsVerifyCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private LogOptions log;

    CommitsVerifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        AnnouncedPipeline pipeline;
        Verification verification;
        try {
            pipeline = log.pipeline();
            verification = new Verification(pipeline.csvHeader());
            try (CommitLog open = log.open(pipeline, 0)) {
                boolean end = false;
                while (!end) {
                    end = open.poll(into(verification));
                }
            }
        } catch (UnusableException e) {
            console.err().println(e.getMessage());
            return ExitCode.USAGE.code();
        }
        Result result = verification.against(
                pipeline.output().toUri(), pipeline.deadLetters().toUri());
        if (log.json()) {
            console.out().println(Json.line(json(result)));
        } else {
            print(result);
        }
        return (result.findings().isEmpty() ? ExitCode.OK : ExitCode.DIFFERENT).code();
    }

    private static CommitLog.Visitor into(Verification verification) {
        return new CommitLog.Visitor() {
            @Override
            public void row(LogRow row) {
                verification.add(row);
            }

            @Override
            public void unreadable(String which, String why) {
                verification.unreadable(which, why);
            }
        };
    }

    private void print(Result result) {
        for (Finding finding : result.findings()) {
            console.out().println(finding.kind().label() + ": " + finding.subject() + ": " + finding.message());
        }
        result.notes().forEach(note -> console.out().println("note: " + note));
        Totals totals = result.totals();
        console.out()
                .println(Units.count(result.files(), "file") + " announced, " + Units.count(totals.fileRows(), "row")
                        + "; " + Units.count(totals.received()) + " received = " + Units.count(totals.written())
                        + " written + " + Units.count(totals.filtered()) + " filtered + "
                        + Units.count(totals.duplicates()) + " duplicates + " + Units.count(totals.rejected())
                        + " rejected; "
                        + (result.findings().isEmpty()
                                ? "all as announced"
                                : Units.count(result.findings().size(), "difference")));
    }

    private static Map<String, Object> json(Result result) {
        Totals totals = result.totals();
        Map<String, Object> sums = new LinkedHashMap<>();
        sums.put("received", totals.received());
        sums.put("written", totals.written());
        sums.put("filtered", totals.filtered());
        sums.put("duplicates", totals.duplicates());
        sums.put("rejected", totals.rejected());
        sums.put("rows", totals.rows());
        sums.put("file_rows", totals.fileRows());
        sums.put("dead_letters", totals.deadLetters());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("as_announced", result.findings().isEmpty());
        json.put("files", result.files());
        json.put("dead_letter_files", result.deadLetterFiles());
        json.put("gaps", result.gaps());
        json.put("repeats", result.repeats());
        json.put("totals", sums);
        json.put(
                "findings",
                result.findings().stream().map(CommitsVerifyCommand::json).toList());
        json.put("notes", result.notes());
        return json;
    }

    private static Map<String, Object> json(Finding finding) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", finding.kind().label());
        json.put("subject", finding.subject());
        json.put("message", finding.message());
        return json;
    }
}
