package io.millrace.job.cli;

import io.millrace.job.config.ConfigException;
import io.millrace.job.config.LoadedPipeline;
import io.millrace.job.config.RoleArn;
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

    @Option(
            names = "--role",
            paramLabel = "ARN",
            description =
                    "Prints the policy of this role, which components of the pipeline assume, instead of the job's own.")
    private String role;

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
        Policy policy;
        try {
            Arns arns = new Arns(partition, region, account);
            policy = role == null
                    ? PipelinePolicy.of(loaded.config(), arns)
                    : PipelinePolicy.of(loaded.config(), arns, RoleArn.parse(role));
        } catch (IllegalArgumentException e) {
            return unusable("millrace: " + e.getMessage());
        }
        if (policy.statements().isEmpty()) {
            return unusable(pipeline.path() + ": needs no policy, because "
                    + (role == null ? "it uses nothing of AWS" : "nothing of it assumes the role " + role));
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
