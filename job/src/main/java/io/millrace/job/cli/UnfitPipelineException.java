package io.millrace.job.cli;

import io.millrace.job.cli.Findings.Finding;
import java.nio.file.Path;
import java.util.List;

/** Parts of a pipeline do not fit each other: a field that is not in the schema, a function that does not exist. */
final class UnfitPipelineException extends Exception {

    private static final long serialVersionUID = 1;

    UnfitPipelineException(IllegalArgumentException cause) {
        super(cause.getMessage(), cause);
    }

    Findings findings(Path file) {
        return new Findings(List.of(new Finding(file.toString(), "", getMessage())), List.of(), List.of());
    }
}
