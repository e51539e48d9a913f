package io.millrace.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.job.iam.Permission;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IamCommandTest {

    private static final Path PAGE =
            Path.of(System.getProperty("project.root", ".."), "docs/how-to/grant-permissions.md");

    private static final String YAML =
            """
            name: allowed
            source:
              kinesis:
                stream: %s
            decode:
              schema: event.avsc
            output:
              files: {path: %s}
            dead-letter:
              path: out/dead
            """;

    private final Screen screen = new Screen();

    @TempDir
    Path directory;

    private ExitCode iam(String yaml, String... options) throws Exception {
        Path file = Files.writeString(directory.resolve("pipeline.yaml"), yaml);
        String[] args = new String[options.length + 2];
        args[0] = "iam";
        args[1] = file.toString();
        System.arraycopy(options, 0, args, 2, options.length);
        return Main.execute(screen.plain(), new PipelineWiring(), args);
    }

    @Test
    void thePolicyIsPrintedAndNothingElse() throws Exception {
        assertThat(iam(
                        YAML.formatted("events", "'s3://lake/events'"),
                        "--region",
                        "eu-west-1",
                        "--account=123456789012",
                        "--partition=aws-eusc"))
                .as(screen.err())
                .isEqualTo(ExitCode.OK);

        JsonNode policy = new JsonMapper().readTree(screen.out());
        assertThat(policy.at("/Statement/0/Resource/0").asText())
                .isEqualTo("arn:aws-eusc:kinesis:eu-west-1:123456789012:stream/events");
        assertThat(screen.err()).isEmpty();
    }

    @Test
    void thePolicyOfARoleIsThatOfWhoeverAssumesIt() throws Exception {
        String role = "arn:aws:iam::111111111111:role/reader";
        String yaml = YAML.replace("stream: %s", "stream: %s\n    client: {assume-role: {arn: '" + role + "'}}")
                .formatted("events", "'s3://lake/events'");

        assertThat(iam(yaml, "--role", role)).as(screen.err()).isEqualTo(ExitCode.OK);
        assertThat(screen.out()).contains("kinesis:GetRecords").doesNotContain("s3:", "sts:");
        assertThat(iam(yaml, "--role", role + "-of-nobody")).isEqualTo(ExitCode.USAGE);
        assertThat(screen.err()).contains("nothing of it assumes the role " + role + "-of-nobody");
        assertThat(iam(yaml, "--role", "me")).isEqualTo(ExitCode.USAGE);
        assertThat(screen.err()).contains("expected the ARN of a role");
    }

    @Test
    void whatIsLeftOpenIsSaidBesideThePolicy() throws Exception {
        assertThat(iam(YAML.formatted("events", "'s3://lake/events'"))).isEqualTo(ExitCode.OK);

        assertThat(screen.out()).startsWith("{\n").endsWith("}\n").contains("arn:aws:kinesis:*:*:stream/events");
        assertThat(screen.err())
                .isEqualTo("note: a '*' stands where the region or the account is not known; --region and --account say"
                        + " them\n");
    }

    @Test
    void whatCannotBeIsSaidAndNothingIsPrinted() throws Exception {
        assertThat(iam(YAML.formatted("events", "rows"), "--account=me")).isEqualTo(ExitCode.USAGE);
        assertThat(screen.err()).isEqualTo("millrace: expected an account of twelve digits, but got 'me'\n");
        assertThat(iam(YAML.replace("stream: %s", "strem: x").formatted("rows")))
                .isEqualTo(ExitCode.USAGE);
        assertThat(screen.err()).contains("pipeline.yaml:4:5: source.kinesis.strem");
        assertThat(iam(YAML.replace("kinesis", "files")
                        .replace("stream: %s", "path: in")
                        .formatted("rows")))
                .isEqualTo(ExitCode.USAGE);
        assertThat(screen.err()).contains("needs no policy, because it uses nothing of AWS");
        assertThat(screen.out()).isEmpty();
    }

    @Test
    void thePageSaysOfEveryActionWhatItIsFor() throws Exception {
        StringBuilder table = new StringBuilder("| action | the job |\n|---|---|\n");
        for (Permission permission : Permission.values()) {
            table.append("| `")
                    .append(permission.action())
                    .append("` | ")
                    .append(permission.why())
                    .append(" |\n");
        }
        String begin = "<!-- generated: permissions -->\n";
        String page = Files.readString(PAGE);
        int from = page.indexOf(begin) + begin.length();
        int to = page.indexOf("<!-- end -->", from);
        if (Boolean.getBoolean("millrace.write")) {
            Files.writeString(PAGE, page.substring(0, from) + table + page.substring(to));
            return;
        }
        assertThat(page.substring(from, to))
                .as("write it again with -Dtest=IamCommandTest -Dmillrace.write=true")
                .isEqualTo(table.toString());
    }
}
