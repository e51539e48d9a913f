package io.millrace.job.cli;

import io.millrace.job.config.ConfigException;
import io.millrace.job.config.LoadedPipeline;
import io.millrace.job.iam.Arns;
import io.millrace.job.iam.PipelinePolicy;
import io.millrace.job.iam.Policy;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "iam",
        description = {
            "Prints the least that AWS has to allow a pipeline, as a policy of IAM. Asks no service and starts nothing.",
            ""
        })
final class IamCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private PipelineFile pipeline;

    @Option(
            names = "--account",
            paramLabel = "ID",
            description =
                    "The account of what the pipeline names without one, twelve digits. Default: any account (*).")
    private String account;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "The region of what the pipeline names without one. Default: any region (*).")
    private String region;

    @Option(
            names = "--partition",
            paramLabel = "NAME",
            description = "The partition of AWS: aws, aws-cn or aws-us-gov. Default: that of the region.")
    private String partition;

    IamCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        LoadedPipeline loaded;
        try {
            loaded = pipeline.load();
        } catch (ConfigException e) {
            return unusable(e.getMessage());
        }
        Arns arns;
        try {
            arns = new Arns(partition, region, account);
        } catch (IllegalArgumentException e) {
            return unusable("millrace: " + e.getMessage());
        }
        Policy policy = PipelinePolicy.of(loaded.config(), arns);
        if (policy.statements().isEmpty()) {
            return unusable(pipeline.path() + ": needs no policy, because it uses nothing of AWS");
        }
        console.out().println(policy.json());
        if (policy.leavesPlacesOpen()) {
            console.err()
                    .println("note: a '*' stands where the region or the account is not known; --region and --account"
                            + " say them");
        }
        return ExitCode.OK.code();
    }

    private int unusable(String message) {
        console.err().println(message);
        return ExitCode.USAGE.code();
    }
}
