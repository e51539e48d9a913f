package io.millrace.job.announce;

import io.millrace.model.Balance;
import io.millrace.model.CommittedFile;
import io.millrace.model.DeadLetterFile;
import io.millrace.model.Gap;
import io.millrace.model.LogEntry;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.core.fs.Path;

/**
 * Holds a commit log against the files that are there, and against itself. An entry that was announced several times counts
 * once. Not for several threads.
 */
public final class Verification {

    /** What is not as announced. */
    public enum Kind {
        /** An announced file is not there. */
        MISSING("missing"),
        /** A file has another size than announced. */
        SIZE("size"),
        /** A file cannot be read, or holds another number of rows than announced. */
        ROWS("rows"),
        /** A file that was never announced. */
        UNANNOUNCED("unannounced"),
        /** An announcement that cannot be read, such as one whose large payload is gone or was changed. */
        UNREADABLE("unreadable"),
        /** Records that came in are not those that went out. */
        BALANCE("balance");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /**
     * One of these.
     *
     * @param kind which
     * @param subject the path, the announcement, or the job
     * @param message what was expected and what was found
     */
    public record Finding(Kind kind, String subject, String message) {}

    /**
     * What came of it.
     *
     * @param findings what is not as announced
     * @param notes what a person should know about the result
     * @param files how many different files of rows were announced
     * @param deadLetterFiles how many different files of dead letters were announced
     * @param gaps how many losses of a stream's records were accepted
     * @param repeats how many announcements repeat another
     * @param totals sums of all balances
     */
    public record Result(
            List<Finding> findings,
            List<String> notes,
            long files,
            long deadLetterFiles,
            long gaps,
            long repeats,
            Totals totals) {

        public Result {
            findings = List.copyOf(findings);
            notes = List.copyOf(notes);
        }
    }

    /** Sums of balances, and of the rows of announced files, of rows and of dead letters. */
    public record Totals(
            long received,
            long written,
            long filtered,
            long duplicates,
            long rejected,
            long rows,
            long fileRows,
            long deadLetters) {

        static final Totals ZERO = new Totals(0, 0, 0, 0, 0, 0, 0, 0);

        Totals plus(LogEntry entry) {
            if (entry instanceof Balance balance) {
                return plus(balance);
            }
            long itsRows = entry instanceof CommittedFile file ? file.rows() : 0;
            long letters = entry instanceof DeadLetterFile file ? file.file().rows() : 0;
            return new Totals(
                    received, written, filtered, duplicates, rejected, rows, fileRows + itsRows, deadLetters + letters);
        }

        private Totals plus(Balance balance) {
            return new Totals(
                    received + balance.received(),
                    written + balance.written(),
                    filtered + balance.filtered(),
                    duplicates + balance.duplicates(),
                    rejected + balance.rejected(),
                    rows + balance.rows(),
                    fileRows,
                    deadLetters);
        }

        boolean even() {
            return received == written + filtered + duplicates + rejected
                    && rows == fileRows
                    && rejected == deadLetters;
        }
    }

    private final RowCounter rowCounter;
    private final Set<String> seen = new HashSet<>();
    private final Map<String, CommittedFile> announced = new LinkedHashMap<>();
    private final List<LogRow> rows = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private boolean balanced;
    private long files;
    private long gaps;
    private long repeats;

    /** @param csvHeader whether CSV files begin with a line of names */
    public Verification(boolean csvHeader) {
        rowCounter = new RowCounter(csvHeader);
    }

    /** Takes a row of the log. */
    public void add(LogRow row) {
        if (!seen.add(row.identity())) {
            repeats++;
            return;
        }
        rows.add(row);
        if (row.entry() instanceof CommittedFile file) {
            files++;
            announced.put(file.path(), file);
        } else if (row.entry() instanceof DeadLetterFile letters) {
            announced.put(letters.file().path(), letters.file());
        } else if (row.entry() instanceof Gap gap) {
            gaps++;
            notes.add(LostText.of(gap.lost()) + ", which was accepted " + checkpoint(gap));
        } else {
            balanced = true;
        }
    }

    /** Takes notice of an announcement that cannot be read. */
    public void unreadable(String which, String why) {
        findings.add(new Finding(Kind.UNREADABLE, which, why));
    }

    /**
     * Looks at the files, reading each, and adds up.
     *
     * @param output the path below which every file was announced
     * @param deadLetters the path below which every file of dead letters was announced
     */
    public Result against(URI output, URI deadLetters) throws IOException {
        Map<String, Long> there = OutputFiles.sizes(output);
        there.putAll(OutputFiles.sizes(deadLetters));
        for (CommittedFile file : announced.values()) {
            Long size = there.remove(file.path());
            if (size == null) {
                findings.add(
                        new Finding(Kind.MISSING, file.path(), "announced " + checkpoint(file) + ", and not there"));
            } else if (size != file.bytes()) {
                findings.add(new Finding(
                        Kind.SIZE, file.path(), "announced with " + file.bytes() + " bytes, and has " + size));
            } else {
                countRows(file);
            }
        }
        there.keySet().forEach(path -> findings.add(new Finding(Kind.UNANNOUNCED, path, "never announced")));
        return new Result(findings, notes, files, announced.size() - files, gaps, repeats, addUp());
    }

    private void countRows(CommittedFile file) {
        try {
            long found = rowCounter.count(new Path(file.path()), file.format());
            if (found != file.rows()) {
                findings.add(new Finding(
                        Kind.ROWS, file.path(), "announced with " + file.rows() + " rows, and has " + found));
            }
        } catch (IOException e) {
            findings.add(new Finding(Kind.ROWS, file.path(), "its rows cannot be counted: " + e.getMessage()));
        }
    }

    private Totals addUp() {
        Totals all = totals(Long.MIN_VALUE);
        if (!balanced) {
            notes.add("the log has no balances, so what came in was not held against what went out");
            return all;
        }
        if (all.even()) {
            return all;
        }
        long newest =
                rows.stream().mapToLong(row -> row.entry().checkpointId()).max().orElseThrow();
        Totals before = totals(newest);
        if (newest != LogEntry.END_OF_INPUT && before.received() > 0 && before.even()) {
            notes.add("checkpoint " + newest + " is not in the log as a whole yet; without it the balance is even");
            return all;
        }
        if (all.received() != all.written() + all.filtered() + all.duplicates() + all.rejected()) {
            findings.add(new Finding(
                    Kind.BALANCE,
                    "records",
                    all.received() + " received, but " + all.written() + " written + " + all.filtered() + " filtered + "
                            + all.duplicates() + " duplicates + " + all.rejected() + " rejected = "
                            + (all.written() + all.filtered() + all.duplicates() + all.rejected())));
        }
        if (all.rows() != all.fileRows()) {
            findings.add(new Finding(
                    Kind.BALANCE,
                    "rows",
                    all.rows() + " rows went to the writers, but announced files hold " + all.fileRows()));
        }
        if (all.rejected() != all.deadLetters()) {
            findings.add(new Finding(
                    Kind.BALANCE,
                    "dead letters",
                    all.rejected() + " were rejected, but announced files hold " + all.deadLetters()));
        }
        return all;
    }

    /** Of all rows but those of one checkpoint. */
    private Totals totals(long without) {
        Totals totals = Totals.ZERO;
        for (LogRow row : rows) {
            if (row.entry().checkpointId() != without) {
                totals = totals.plus(row.entry());
            }
        }
        return totals;
    }

    private static String checkpoint(LogEntry entry) {
        return entry.checkpointId() == LogEntry.END_OF_INPUT
                ? "at the end of the input"
                : "with checkpoint " + entry.checkpointId();
    }
}
