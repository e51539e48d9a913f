package io.millrace.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.job.aws.FakeS3Bucket;
import io.millrace.job.aws.S3Bucket.LifecycleRule;
import io.millrace.job.aws.S3FileSystem;
import io.millrace.job.cli.Checked.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page about leftovers: its rule is one with which {@code doctor} is content, and its settings are the run's. */
final class LeftoversPageTest {

    private static final Path PAGE =
            Path.of(System.getProperty("project.root", ".."), "docs/how-to/clean-up-leftovers.md");

    @Test
    void theRuleIsReadAsS3ReadsItAndIsFineForACheckpointOfSixDays() throws Exception {
        JsonNode rules = new JsonMapper().readTree(block("json")).get("Rules");
        assertThat(rules).hasSize(1);
        JsonNode rule = rules.get(0);
        assertThat(rule.get("Status").asText()).isEqualTo("Enabled");
        LifecycleRule read = new LifecycleRule(
                rule.get("ID").asText(),
                rule.get("Filter").get("Prefix").asText(),
                rule.get("AbortIncompleteMultipartUpload")
                        .get("DaysAfterInitiation")
                        .asInt(),
                rule.has("Expiration"));

        Instant now = Instant.now();
        List<Checked> checks = new BucketChecks(
                        name -> FakeS3Bucket.with(List.of(read), List.of()),
                        Optional.of(now.minus(Duration.ofDays(6))),
                        now)
                .ofFiles("output.files.path", new org.apache.flink.core.fs.Path("s3://lake/clicks"));

        assertThat(checks).isNotEmpty().allSatisfy(check -> assertThat(check.verdict())
                .isEqualTo(Verdict.OK));
    }

    @Test
    void theRuleForGooglesStoreIsForThePlaceOfLeftoversAndFineForACheckpointOfSixDays() throws Exception {
        JsonNode rules = new JsonMapper()
                .readTree(block("json", "## The rule for Google Cloud Storage"))
                .get("rule");
        assertThat(rules).hasSize(1);
        assertThat(rules.get(0).get("action").get("type").asText()).isEqualTo("Delete");
        JsonNode condition = rules.get(0).get("condition");
        assertThat(condition.get("age").asInt()).isGreaterThan(6);
        assertThat(condition.get("matchesPrefix")).singleElement().satisfies(prefix -> assertThat(
                        HiddenFiles.placeOf(new org.apache.flink.core.fs.Path("gs://lake/clicks"))
                                .toString())
                .startsWith("gs://lake/" + prefix.asText()));
    }

    @Test
    void theSettingsOfAClusterAreThoseOfARun() throws Exception {
        Map<String, String> settings = new LinkedHashMap<>();
        block("yaml").lines().forEach(line -> settings.put(line.split(": ")[0], line.split(": ")[1]));

        assertThat(settings).isEqualTo(S3FileSystem.patience().toMap());
    }

    private static String block(String language) throws Exception {
        return block(language, "");
    }

    /** The first block of a language below a heading. */
    private static String block(String language, String heading) throws Exception {
        Matcher block = Pattern.compile(Pattern.quote(heading) + ".*?```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PAGE));
        assertThat(block.find()).isTrue();
        return block.group(1);
    }
}
