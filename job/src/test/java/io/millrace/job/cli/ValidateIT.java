package io.millrace.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.job.aws.SqsQueue;
import io.millrace.job.config.QueueUrl;
import io.millrace.job.testkit.ElasticMqServer;
import io.millrace.job.testkit.PolicyDocument;
import io.millrace.job.testkit.PolicyGate;
import io.millrace.job.testkit.S3Server;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code millrace validate} against real servers, and against none. */
class ValidateIT {

    private static final ElasticMqServer SQS = ElasticMqServer.start();
    private static final S3Server S3 = S3Server.start().withBucket("lake");

    @TempDir
    private Path directory;

    private final Screen screen = new Screen();

    @AfterAll
    static void stop() {
        SQS.close();
        S3.close();
    }

    @BeforeEach
    void pipeline() throws Exception {
        Files.writeString(
                directory.resolve("event.avsc"),
                "{\"type\": \"record\", \"name\": \"Event\", \"fields\": [{\"name\": \"id\", \"type\": \"string\"}]}");
        Files.writeString(
                directory.resolve("pipeline.yaml"),
                """
                name: live
                source:
                  sqs:
                    queue-url: http://localhost:9324/000000000000/events
                decode:
                  schema: event.avsc
                output:
                  files:
                    path: s3://lake/rows
                    s3:
                      region: us-east-1
                      path-style: true
                      access-key: millrace
                      secret-key: not-a-secret
                dead-letter:
                  path: s3://lake/dead
                """);
    }

    @Test
    void servicesThatAnswerAreValidAndLeftAsTheyWere() throws Exception {
        QueueUrl queue = SQS.createQueue("valid");
        QueueUrl dead = SQS.createQueue("valid-dead");

        assertThat(validate(
                        "--connect",
                        "--set",
                        "source.sqs.queue-url=" + queue,
                        endpoint(S3.endpoint().toString()),
                        "--set",
                        "dead-letter.path=s3://lake/dead/of/this/pipeline",
                        "--set",
                        "dead-letter.sqs.queue-url=" + dead))
                .as(() -> screen.out() + screen.err())
                .isEqualTo(ExitCode.OK);

        assertThat(screen.out())
                .contains(
                        "note: at most about",
                        "note: the queue holds 0 messages",
                        "note: dead letters go to the queue " + dead + ", too, which holds 0 messages",
                        "valid, and its services answer")
                .doesNotContain("warning:");
        try (SqsQueue letters = SQS.open(dead)) {
            assertThat(letters.counters().empty()).isTrue();
        }
        assertThat(S3.keys("lake")).isEmpty();
    }

    @Test
    void whatIsAskedIsInThePolicyThatIamPrints() throws Exception {
        QueueUrl queue = SQS.createQueue("allowed");
        try (PolicyGate gate = new PolicyGate("")) {
            String[] options = {
                "--set",
                "source.sqs.queue-url=" + queue,
                "--set",
                "source.sqs.endpoint=" + gate.before(SQS.endpoint()),
                "--set",
                "source.sqs.region=us-east-1",
                endpoint(gate.before(S3.endpoint()).toString()),
                "--set",
                "dead-letter.path=s3://lake/dead/of/this/pipeline"
            };
            assertThat(command(screen, "iam", options)).isEqualTo(ExitCode.OK);
            PolicyDocument policy = PolicyDocument.parse(screen.out());
            gate.enforce(policy);

            Screen answer = new Screen();
            ExitCode code = validate(
                    answer,
                    Stream.concat(Stream.of("--connect"), Arrays.stream(options))
                            .toArray(String[]::new));

            assertThat(gate.refused()).isEmpty();
            assertThat(gate.unknown()).isEmpty();
            assertThat(policy.unused())
                    .contains("ReadTheQueue sqs:ReceiveMessage")
                    .doesNotContain("MarkDirectories s3:PutObject", "ReadTheQueue sqs:GetQueueAttributes");
            assertThat(code).as(answer.out()).isEqualTo(ExitCode.OK);
            assertThat(S3.keys("lake")).isEmpty();
        }
    }

    @Test
    void everyServiceThatDoesNotAnswerIsAProblemOfItsKey() throws Exception {
        ExitCode code = validate(
                "--connect",
                "--output",
                "json",
                "--set",
                "source.sqs.queue-url=" + SQS.endpoint() + "/000000000000/missing",
                "--set",
                "dead-letter.sqs.queue-url=" + SQS.endpoint() + "/000000000000/missing-too",
                endpoint(S3.endpoint().toString()),
                "--set",
                "output.files.path=s3://missing/rows");

        assertThat(code).isEqualTo(ExitCode.FAILED);
        JsonNode json = new JsonMapper().readTree(screen.out());
        assertThat(json.get("valid").asBoolean()).isFalse();
        assertThat(json.get("problems").findValuesAsText("key"))
                .containsExactly("source.sqs.queue-url", "output.files.path", "dead-letter.sqs.queue-url");
    }

    @Test
    void aStoreThatDoesNotAnswerAndOneThatRefusesAreProblemsOfEveryPathOnThem() throws Exception {
        QueueUrl queue = SQS.createQueue("alone");
        for (String wrong : List.of(endpoint("http://127.0.0.1:1"), "--set=output.files.s3.secret-key=another")) {
            Screen answer = new Screen();
            assertThat(validate(
                            answer,
                            "--connect",
                            "--set",
                            "source.sqs.queue-url=" + queue,
                            endpoint(S3.endpoint().toString()),
                            wrong))
                    .isEqualTo(ExitCode.FAILED);
            assertThat(answer.out())
                    .contains(
                            "s3://lake/rows output.files.path: cannot be written to: ",
                            "s3://lake/dead dead-letter.path: cannot be written to: ",
                            "pipeline.yaml: 2 problems");
        }
    }

    @Test
    void withoutConnectNothingIsAsked() {
        assertThat(validate(endpoint("http://127.0.0.1:1"))).isEqualTo(ExitCode.OK);
        assertThat(screen.out()).endsWith("pipeline.yaml: valid\n");
    }

    @Test
    void theEffectiveConfigurationHasEveryKeyAndNoSecret() {
        assertThat(validate("--effective", "--set", "checkpoint.interval=7 s")).isEqualTo(ExitCode.OK);

        assertThat(screen.out())
                .contains("interval: 7 s", "tolerable-failures: 3", "secret-key: \"***\"")
                .doesNotContain("not-a-secret", "note:");
        assertThat(screen.err()).contains("note: at most about", "valid");
    }

    @Test
    void aPipelineThatCannotRunSaysSoWithTheLine() {
        assertThat(validate("--set", "checkpoint.intervall=7 s", "--set", "decode.schema=missing.avsc"))
                .isEqualTo(ExitCode.USAGE);

        assertThat(screen.out()).contains("checkpoint.intervall", "1 problem");
    }

    private static String endpoint(String uri) {
        return "--set=output.files.s3.endpoint=" + uri;
    }

    private ExitCode validate(String... args) {
        return validate(screen, args);
    }

    private ExitCode validate(Screen on, String... args) {
        return command(on, "validate", args);
    }

    private ExitCode command(Screen on, String name, String... args) {
        String[] all = Stream.concat(
                        Stream.of(name, directory.resolve("pipeline.yaml").toString()), Arrays.stream(args))
                .toArray(String[]::new);
        return Main.execute(on.plain(), (env, config, file) -> {}, all);
    }
}
