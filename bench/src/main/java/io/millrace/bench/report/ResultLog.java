package io.millrace.bench.report;

import java.io.IOException;
import java.nio.file.Path;

/** Results as they come. The file is written after each, so that a long run that is stopped was not in vain. */
public final class ResultLog {

    private final Path file;

    private ResultFile results;

    /** The file may be null: then none is written. */
    public ResultLog(ResultFile begin, Path file) {
        this.results = begin;
        this.file = file;
    }

    public void add(Result result) throws IOException {
        become(results.with(result));
    }

    public void add(StageCosts costs) throws IOException {
        become(results.with(costs));
    }

    public void addGrowth(Variant run) throws IOException {
        become(results.withGrowth(run));
    }

    public void add(Pair runs) throws IOException {
        become(results.with(runs));
    }

    public void add(HeapUse heap) throws IOException {
        become(results.with(heap));
    }

    public void leftOut(String system, String reason) throws IOException {
        become(results.leftOut(system, reason));
    }

    public ResultFile results() {
        return results;
    }

    private void become(ResultFile next) throws IOException {
        results = next;
        if (file != null) {
            results.write(file);
        }
    }
}
