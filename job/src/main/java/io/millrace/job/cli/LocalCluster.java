package io.millrace.job.cli;

import io.millrace.job.config.PipelineConfig;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RpcOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.graph.ExecutionPlan;

/** A Flink cluster in this process, with its web page, reachable from this machine only. */
final class LocalCluster implements JobControl, AutoCloseable {

    /** Where the web page is looked for when nothing else is said. */
    static final String WEB_PORTS = "8081-8180";

    private static final String LOOPBACK = "localhost";
    private static final Duration CLOSE = Duration.ofSeconds(30);

    private final MiniCluster cluster;

    private LocalCluster(MiniCluster cluster) {
        this.cluster = cluster;
    }

    /** What such a cluster needs besides what a caller sets. */
    static Configuration configuration(PipelineConfig pipeline, String webPorts) {
        Configuration configuration = new Configuration();
        configuration.set(RestOptions.ADDRESS, LOOPBACK);
        configuration.set(RestOptions.BIND_ADDRESS, LOOPBACK);
        configuration.set(RestOptions.BIND_PORT, webPorts);
        configuration.set(WebOptions.SUBMIT_ENABLE, false);
        configuration.set(WebOptions.CANCEL_ENABLE, false);
        configuration.set(WebOptions.LOG_PATH, LogFile.path().toAbsolutePath().toString());
        configuration.set(JobManagerOptions.BIND_HOST, LOOPBACK);
        // Tasks look for the blob server under the machine's name, where it does not listen; they need nothing of it.
        configuration.set(BlobServerOptions.OFFLOAD_MINSIZE, Integer.MAX_VALUE);
        // A savepoint is one call, which must not give up before the savepoint does.
        configuration.set(
                RpcOptions.ASK_TIMEOUT_DURATION, pipeline.checkpoint().timeout().plusMinutes(5));
        return configuration;
    }

    static LocalCluster start(Configuration configuration, int slots) throws Exception {
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .build());
        try {
            cluster.start();
        } catch (Exception e) {
            cluster.close();
            throw e;
        }
        return new LocalCluster(cluster);
    }

    URI web() {
        return cluster.getRestAddress().join();
    }

    JobID submit(ExecutionPlan plan) throws Exception {
        return cluster.submitJob(plan).get().getJobID();
    }

    @Override
    public boolean isRunning() {
        return cluster.isRunning();
    }

    @Override
    public CompletableFuture<JobResult> result(JobID job) {
        return cluster.requestJobResult(job);
    }

    @Override
    public CompletableFuture<JobStatus> status(JobID job) {
        return cluster.getJobStatus(job);
    }

    @Override
    public CompletableFuture<Throwable> lastFailure(JobID job) {
        return cluster.getExecutionGraph(job)
                .thenApply(graph -> graph.getFailureInfo() == null
                        ? null
                        : graph.getFailureInfo().getException());
    }

    /** Canonical, because a later run may keep its state elsewhere. */
    @Override
    public CompletableFuture<String> stop(JobID job, String directory) {
        return cluster.stopWithSavepoint(job, directory, false, SavepointFormatType.CANONICAL);
    }

    @Override
    public CompletableFuture<?> cancel(JobID job) {
        return cluster.cancelJob(job);
    }

    @Override
    public void close() throws Exception {
        cluster.closeAsync().get(CLOSE.toSeconds(), TimeUnit.SECONDS);
    }
}
