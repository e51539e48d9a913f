package io.millrace.job.docs;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Something that a document tells its reader to type: a line of a block that is labelled as a shell's, a command in the
 * middle of a sentence, or one in the comments of a pipeline or of docker-compose.yml.
 *
 * @param page where it stands
 * @param text in one line, without what is said about it
 */
record DocumentedCommand(Path page, String text) {

    static final Path ROOT = Path.of(System.getProperty("project.root", ".."));

    private static final Set<String> SHELLS = Set.of("sh", "bash", "console");
    private static final Set<String> PROGRAMS = Set.of(
            "bin/millrace",
            "bench/run",
            "millrace",
            "mvn",
            "flink",
            "docker",
            "aws",
            "kubectl",
            "export",
            "kill",
            "git",
            "cd",
            "curl",
            "java",
            "npm",
            "duckdb",
            "cfn-lint");

    private static final Pattern BLOCK = Pattern.compile("^```(\\w*)\\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern COMMENT = Pattern.compile("#(?: {2,}(\\S.*))?");
    /** What stands two spaces or more to the right of a command, with or without a hash. */
    private static final Pattern REMARK = Pattern.compile("\\s{2,}\\S.*$|\\s+#\\s.*$");

    DocumentedCommand {
        requireNonNull(page, "page");
        requireNonNull(text, "text");
    }

    /** Every command of every document. */
    static List<DocumentedCommand> all() throws IOException {
        List<DocumentedCommand> commands = new ArrayList<>();
        for (Path page : pages()) {
            String text = Files.readString(page);
            Matcher block = BLOCK.matcher(text);
            while (block.find()) {
                if (SHELLS.contains(block.group(1))) {
                    add(commands, page, block.group(2).replaceAll("(?m)^\\$ ", ""));
                }
            }
            Matcher code = CODE.matcher(block.replaceAll(""));
            while (code.find()) {
                if (isCommand(code.group(1))) {
                    commands.add(new DocumentedCommand(page, code.group(1)));
                }
            }
        }
        for (Path file : commented()) {
            StringBuilder lines = new StringBuilder();
            for (String line : Files.readAllLines(file)) {
                Matcher comment = COMMENT.matcher(line);
                if (comment.matches() && comment.group(1) != null) {
                    lines.append(comment.group(1)).append('\n');
                }
            }
            List<DocumentedCommand> found = new ArrayList<>();
            add(found, file, lines.toString());
            found.stream()
                    .filter(command -> isCommand(command.text()) || command.isFlags())
                    .forEach(commands::add);
        }
        return commands;
    }

    /** Lines of unlabelled blocks that look like commands, and so escape. */
    static List<DocumentedCommand> unlabelled() throws IOException {
        List<DocumentedCommand> commands = new ArrayList<>();
        for (Path page : pages()) {
            Matcher block = BLOCK.matcher(Files.readString(page));
            while (block.find()) {
                if (block.group(1).isEmpty()) {
                    block.group(2)
                            .lines()
                            .map(line -> line.replaceFirst("^\\$ ", ""))
                            .filter(DocumentedCommand::isCommand)
                            .forEach(line -> commands.add(new DocumentedCommand(page, line)));
                }
            }
        }
        return commands;
    }

    /** Whether it is no command but what may be added to the one above it. */
    boolean isFlags() {
        return text.startsWith("--set ");
    }

    @Override
    public String toString() {
        return ROOT.relativize(page) + ": " + text;
    }

    private static void add(List<DocumentedCommand> commands, Path page, String lines) {
        for (String line : lines.replaceAll("\\\\\\n\\s*", " ").split("\n")) {
            String command = REMARK.matcher(line.strip()).replaceFirst("");
            if (!command.isEmpty() && !command.startsWith("#")) {
                commands.add(new DocumentedCommand(page, command));
            }
        }
    }

    private static boolean isCommand(String text) {
        int space = text.indexOf(' ');
        return space > 0 && PROGRAMS.contains(text.substring(0, space));
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(top, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    private static List<Path> commented() throws IOException {
        try (Stream<Path> conf = Files.walk(ROOT.resolve("conf"))) {
            return Stream.concat(Stream.of(ROOT.resolve("docker-compose.yml")), conf)
                    .filter(file -> file.toString().matches(".*\\.(ya?ml|conf)"))
                    .sorted()
                    .toList();
        }
    }
}
