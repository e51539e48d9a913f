package io.millrace.job.cli;

import io.millrace.job.config.SchemaLocation;
import io.millrace.job.schema.SchemaLoader;
import java.nio.file.Path;
import org.apache.avro.Schema;
import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(
        name = "schema",
        description = "Finds the schema of samples, and compares schemas.",
        synopsisSubcommandLabel = "COMMAND")
final class SchemaCommand {

    private SchemaCommand() {}

    static CommandLine commandLine(Console console) {
        return new CommandLine(new SchemaCommand())
                .addSubcommand(new SchemaInferCommand(console))
                .addSubcommand(new SchemaCheckCommand(console))
                .addSubcommand(new SchemaDiffCommand(console));
    }

    /**
     * A schema that is named on the command line as in a pipeline, relative to where the command is started.
     *
     * @throws IllegalArgumentException when there is none, or rows cannot hold it; the message names it
     */
    static Schema load(String location) {
        return SchemaLoader.in(Path.of("").toAbsolutePath())
                .load(SchemaLocation.parse(location))
                .avro();
    }
}
