package io.millrace.job.cli;

import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.jobmaster.JobResult;

/** What a run asks a cluster about a job, and tells it to do. */
interface JobControl {

    /** False when the cluster has shut itself down; it answers nothing any more then. */
    boolean isRunning();

    /** Completed when the job has ended, however it did. */
    CompletableFuture<JobResult> result(JobID job);

    CompletableFuture<JobStatus> status(JobID job);

    /** Why the job last failed, as far as Flink knows; null when it did not. */
    CompletableFuture<Throwable> lastFailure(JobID job);

    /**
     * Stops the job at a savepoint. No drain: that would end windows and files as if the input were over, and the job
     * could not go on.
     *
     * @return the savepoint's path, before or after {@link #result} is completed
     */
    CompletableFuture<String> stop(JobID job, String directory);

    CompletableFuture<?> cancel(JobID job);
}
