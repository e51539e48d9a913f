package io.millrace.bench.system;

import io.millrace.bench.measure.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Millrace as a user runs it: {@code bin/millrace run} with a pipeline file. */
final class MillraceSystem implements BenchSystem {

    private final Installation installation;
    private final Extras extras;

    MillraceSystem(Installation installation, Extras extras) {
        this.installation = installation;
        this.extras = extras;
    }

    @Override
    public String name() {
        return "millrace";
    }

    @Override
    public String description() {
        return "Millrace: `bin/millrace run`, strict decoding, files committed with checkpoints every 10 s";
    }

    @Override
    public boolean takesBadLines() {
        return true;
    }

    /** Asks Millrace itself, which builds it too, before anything is measured. */
    @Override
    public Optional<String> unavailable(Run run) throws IOException, InterruptedException {
        Path log = run.work().resolve("validate.log");
        Child validate = new Child(command("validate", pipeline(run)), run.work(), log);
        if (validate.run().exitCode() == 0) {
            return Optional.empty();
        }
        throw new IOException("millrace refuses the bench's pipeline:\n" + Files.readString(log));
    }

    @Override
    public Command prepare(Run run) throws IOException {
        return command("run", pipeline(run));
    }

    private Command command(String verb, Path pipeline) {
        Path script = installation.root().resolve("bin/millrace");
        return new Command(List.of(script.toString(), verb, pipeline.toString()), environment());
    }

    private Map<String, String> environment() {
        List<String> options = new ArrayList<>(Installation.JAVA_OPTIONS);
        options.addAll(extras.javaOptions());
        Map<String, String> environment = new HashMap<>(Map.of("MILLRACE_JAVA_OPTS", String.join(" ", options)));
        if (!extras.function().isEmpty()) {
            environment.put("MILLRACE_CLASSPATH", installation.functions().toString());
        }
        return environment;
    }

    private Path pipeline(Run run) throws IOException {
        Path schema = run.work().resolve(run.data() + ".avsc");
        Files.writeString(schema, run.data().schemaJson());
        String yaml = Template.resource("millrace.yaml")
                .with(Map.of(
                        "input", run.input(),
                        "schema", schema.getFileName(),
                        "transform", extras.transform(),
                        "time", run.data().timeField(),
                        "output", run.output(),
                        "codec", run.codec(),
                        "threads", run.threads(),
                        "deadletters", run.deadLetters(),
                        "state", run.checkpoints()));
        return Files.writeString(run.work().resolve("pipeline.yaml"), yaml);
    }
}
