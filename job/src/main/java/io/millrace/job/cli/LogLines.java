package io.millrace.job.cli;

import io.millrace.job.announce.CommitLog;
import io.millrace.job.announce.LogJson;
import io.millrace.job.announce.LogRow;
import io.millrace.job.announce.LostText;
import io.millrace.model.Balance;
import io.millrace.model.CommittedFile;
import io.millrace.model.DeadLetterFile;
import io.millrace.model.Gap;
import io.millrace.model.LogEntry;
import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Set;

/** Prints rows of a commit log, each entry once. */
final class LogLines implements CommitLog.Visitor {

    private final PrintStream out;
    private final PrintStream err;
    private final boolean json;
    private final boolean balances;
    private final Set<String> seen = new HashSet<>();
    private long files;
    private long unreadable;

    /** @param balances whether lines of text show balances, too; JSON always does */
    LogLines(Console console, boolean json, boolean balances) {
        this.out = console.out();
        this.err = console.err();
        this.json = json;
        this.balances = balances;
    }

    @Override
    public void row(LogRow row) {
        if (!seen.add(row.identity())) {
            return;
        }
        LogEntry entry = row.entry();
        if (entry instanceof CommittedFile || entry instanceof DeadLetterFile) {
            files++;
        }
        if (json) {
            out.println(LogJson.line(row));
        } else if (balances || !(entry instanceof Balance)) {
            out.println(row.job() + " " + checkpoint(entry) + " " + text(entry));
        }
    }

    @Override
    public void unreadable(String which, String why) {
        unreadable++;
        err.println("millrace: " + which + " cannot be read: " + why);
    }

    /** How many different files were printed. */
    long files() {
        return files;
    }

    /** How many announcements could not be read. */
    long unreadable() {
        return unreadable;
    }

    private static String text(LogEntry entry) {
        if (entry instanceof CommittedFile file) {
            return text(file);
        }
        if (entry instanceof DeadLetterFile letters) {
            return "dead letters " + text(letters.file());
        }
        return entry instanceof Gap gap ? "gap: " + LostText.of(gap.lost()) : text((Balance) entry);
    }

    private static String text(CommittedFile file) {
        String times = file.minEventTimeMicros() == null
                ? ""
                : " " + time(file.minEventTimeMicros()) + " to " + time(file.maxEventTimeMicros());
        return file.path() + " " + Units.count(file.rows(), "row") + " " + Units.bytes((double) file.bytes()) + times;
    }

    private static String text(Balance balance) {
        return balance.operator() + "/" + balance.subtask() + " received "
                + Units.count(balance.received()) + ", written " + Units.count(balance.written()) + ", filtered "
                + Units.count(balance.filtered()) + ", duplicates " + Units.count(balance.duplicates()) + ", rejected "
                + Units.count(balance.rejected());
    }

    private static String checkpoint(LogEntry entry) {
        return entry.checkpointId() == LogEntry.END_OF_INPUT ? "end" : "#" + entry.checkpointId();
    }

    private static Instant time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
