package io.millrace.bench.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Results as they come. The file is written after each, so that a long run that is stopped was not in vain. */
public final class ResultLog {

    private final ResultFile begin;
    private final Path file;
    private final Map<String, String> systems;
    private final List<Result> results = new ArrayList<>();

    /** The file may be null: then none is written. */
    public ResultLog(ResultFile begin, Path file) {
        this.begin = begin;
        this.file = file;
        this.systems = new TreeMap<>(begin.systems());
    }

    public void add(Result result) throws IOException {
        results.add(result);
        write();
    }

    public void leftOut(String system, String reason) throws IOException {
        systems.put(system, "left out: " + reason);
        write();
    }

    public ResultFile results() {
        return new ResultFile(begin.machine(), begin.date(), begin.commit(), begin.seed(), systems, results);
    }

    private void write() throws IOException {
        if (file != null) {
            results().write(file);
        }
    }
}
