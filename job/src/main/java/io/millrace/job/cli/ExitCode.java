package io.millrace.job.cli;

/** How the process ends; documented in {@code docs/reference/cli.md}. */
enum ExitCode {
    OK(0, "The job came to its end, the pipeline is valid, or its cases are met."),
    FAILED(
            1,
            "The job failed, a service that was asked did not answer as it should, `doctor` found something to mend, or a case of `test` was not met."),
    USAGE(2, "The command line, the pipeline or the state it should go on from cannot be used. Nothing was started."),
    REJECTED(3, "Too many records were rejected, and the breaker stopped the job."),
    LOCKED(4, "Another run holds the pipeline's state directory."),
    DIFFERENT(5, "Files are not as the commit log announces them, announcements cannot be read, or schemas differ."),
    INTERRUPTED(130, "Stopped by Ctrl-C (SIGINT). The next run goes on where this one stopped."),
    TERMINATED(143, "Stopped by SIGTERM. The next run goes on where this one stopped.");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    int code() {
        return code;
    }

    String meaning() {
        return meaning;
    }
}
