package io.millrace.job.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(
        name = "commits",
        description = "Looks at the log of a pipeline's committed files, and holds it against the files.",
        synopsisSubcommandLabel = "COMMAND")
final class CommitsCommand {

    private CommitsCommand() {}

    static CommandLine commandLine(Console console) {
        return new CommandLine(new CommitsCommand())
                .addSubcommand(new CommitsListCommand(console))
                .addSubcommand(new CommitsTailCommand(console))
                .addSubcommand(new CommitsVerifyCommand(console))
                .addSubcommand(new CommitsAnnounceCommand(console));
    }
}
