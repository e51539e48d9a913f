package io.millrace.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.cli.LocalRun.End;
import io.millrace.job.cli.RunReport.Outcome;
import io.millrace.job.config.PipelineName;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.executiongraph.ArchivedExecutionGraph;
import org.apache.flink.runtime.jobgraph.JobType;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.junit.jupiter.api.Test;

/** What a run makes of a cluster's answers, in whatever order they come. */
class LocalRunTest {

    private static final JobID JOB = new JobID();
    private static final CompletableFuture<String> NOW = CompletableFuture.completedFuture("signal");

    private final Cluster cluster = new Cluster();

    @Test
    void aJobThatEndsByItselfIsFinished() throws Exception {
        cluster.result.complete(ended(JobStatus.FINISHED));

        assertThat(await(new CompletableFuture<>()).outcome()).isEqualTo(Outcome.FINISHED);
        assertThat(cluster.stops).isZero();
    }

    @Test
    void aJobThatIsStoppedAtASavepointIsNotTakenForFinishedThoughItsEndIsKnownBeforeItsSavepoint() throws Exception {
        cluster.savepoint = new LateAnswer("savepoint-1");

        assertThat(await(NOW).outcome()).isEqualTo(Outcome.STOPPED);
    }

    @Test
    void anInputThatEndedJustBeforeTheSignalIsFinished() throws Exception {
        cluster.savepoint.completeExceptionally(new IllegalStateException("there is no such job"));

        assertThat(await(NOW).outcome()).isEqualTo(Outcome.FINISHED);
    }

    @Test
    void aJobWhoseSavepointFailsIsCancelledWithTheReason() throws Exception {
        IllegalStateException reason = new IllegalStateException("the disk is full");
        cluster.savepoint.completeExceptionally(reason);
        cluster.endsWhenStopped = false;

        End end = await(NOW);

        assertThat(end.outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(end.cause()).containsSame(reason);
    }

    private End await(CompletableFuture<?> stop) throws InterruptedException {
        TextReport report = new TextReport(new Screen().plain(), false, InstantSource.system());
        Duration second = Duration.ofSeconds(1);
        Health health = new Health(new PipelineName("small"), second, second, System::nanoTime);
        return new LocalRun(cluster, JOB, new MetricBook(), report, health, Companion.NONE, System::nanoTime)
                .await(stop, "savepoints", Duration.ofMinutes(1));
    }

    /** As a cluster of any version of Flink makes it. */
    private static JobResult ended(JobStatus status) {
        return JobResult.createFrom(ArchivedExecutionGraph.createSparseArchivedExecutionGraph(
                JOB, "run", status, JobType.STREAMING, null, null, 0));
    }

    /** An answer that is not there yet when the run first looks, and comes while it waits. */
    private static final class LateAnswer extends CompletableFuture<String> {

        private final String answer;

        LateAnswer(String answer) {
            this.answer = answer;
        }

        @Override
        public String get(long timeout, TimeUnit unit)
                throws InterruptedException, ExecutionException, TimeoutException {
            if (timeout > 0) {
                complete(answer);
            }
            return super.get(timeout, unit);
        }
    }

    /** A cluster with one job, which ends when it is told to stop, or else when it is cancelled. */
    private static final class Cluster implements JobControl {

        private final CompletableFuture<JobResult> result = new CompletableFuture<>();
        private CompletableFuture<String> savepoint = new CompletableFuture<>();
        private boolean endsWhenStopped = true;
        private int stops;

        @Override
        public boolean isRunning() {
            return true;
        }

        @Override
        public CompletableFuture<JobResult> result(JobID job) {
            return result;
        }

        @Override
        public CompletableFuture<JobStatus> status(JobID job) {
            return CompletableFuture.completedFuture(JobStatus.RUNNING);
        }

        @Override
        public CompletableFuture<Throwable> lastFailure(JobID job) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<String> stop(JobID job, String directory) {
            stops++;
            if (endsWhenStopped) {
                result.complete(ended(JobStatus.FINISHED));
            }
            return savepoint;
        }

        @Override
        public CompletableFuture<?> cancel(JobID job) {
            result.complete(ended(JobStatus.CANCELED));
            return CompletableFuture.completedFuture(null);
        }
    }
}
