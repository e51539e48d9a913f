package io.millrace.job.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.job.config.ConfigLoader;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.config.RoleArn;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PipelinePolicyTest {

    private static final Arns IRELAND = new Arns(null, "eu-west-1", "210987654321");

    private static final String QUEUE =
            "sqs: {queue-url: 'https://sqs.eu-central-1.amazonaws.com/123456789012/events'}";

    private static final String TO_S3 = "files: {path: 's3://lake/events'}";

    private static Policy policy(Arns arns, String source, String output, String more) throws Exception {
        return PipelinePolicy.of(config(source, output, more), arns);
    }

    private static PipelineConfig config(String source, String output, String more) throws Exception {
        String yaml =
                """
                name: allowed
                source:
                  %s
                decode:
                  schema: event.avsc
                output:
                  %s
                dead-letter:
                  path: out/dead
                %s
                """
                        .formatted(source, output, more);
        return ConfigLoader.parse(yaml, "allowed.yaml", Map.of(), variable -> null);
    }

    private static List<String> resources(Policy policy, String sid) {
        return statement(policy, sid).resources();
    }

    private static Statement statement(Policy policy, String sid) {
        return policy.statements().stream()
                .filter(statement -> statement.sid().equals(sid))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no statement " + sid + " in " + policy.json()));
    }

    @Test
    void theDocumentIsTheOneThatIamTakes() throws Exception {
        String json = policy(Arns.UNKNOWN, QUEUE, TO_S3, "").json();

        assertThat(json)
                .isEqualTo(
                        """
                        {
                          "Version" : "2012-10-17",
                          "Statement" : [
                            {
                              "Sid" : "ReadTheQueue",
                              "Effect" : "Allow",
                              "Action" : [
                                "sqs:ChangeMessageVisibility",
                                "sqs:DeleteMessage",
                                "sqs:GetQueueAttributes",
                                "sqs:ReceiveMessage"
                              ],
                              "Resource" : [
                                "arn:aws:sqs:eu-central-1:123456789012:events"
                              ]
                            },
                            {
                              "Sid" : "WriteFiles",
                              "Effect" : "Allow",
                              "Action" : [
                                "s3:DeleteObject",
                                "s3:GetObject",
                                "s3:PutObject"
                              ],
                              "Resource" : [
                                "arn:aws:s3:::lake/events",
                                "arn:aws:s3:::lake/events/*"
                              ]
                            },
                            {
                              "Sid" : "ListBuckets",
                              "Effect" : "Allow",
                              "Action" : [
                                "s3:ListBucket"
                              ],
                              "Resource" : [
                                "arn:aws:s3:::lake"
                              ]
                            }
                          ]
                        }""");
    }

    @Test
    void whatTheResourceSaysOfItsPlaceComesBeforeThePipelineAndThatBeforeTheOptions() throws Exception {
        assertThat(resources(policy(IRELAND, QUEUE, TO_S3, ""), "ReadTheQueue"))
                .containsExactly("arn:aws:sqs:eu-central-1:123456789012:events");
        assertThat(resources(
                        policy(IRELAND, "kinesis: {stream: events, region: us-gov-west-1}", TO_S3, ""),
                        "ReadTheStream"))
                .containsExactly("arn:aws-us-gov:kinesis:us-gov-west-1:210987654321:stream/events");
        assertThat(resources(policy(IRELAND, "kinesis: {stream: events}", TO_S3, ""), "ReadTheStream"))
                .containsExactly("arn:aws:kinesis:eu-west-1:210987654321:stream/events");
        assertThat(resources(
                        policy(
                                IRELAND,
                                "kinesis: {stream: 'arn:aws-cn:kinesis:cn-north-1:111111111111:stream/events'}",
                                TO_S3,
                                ""),
                        "ReadTheStream"))
                .containsExactly("arn:aws-cn:kinesis:cn-north-1:111111111111:stream/events");
    }

    @Test
    void whatNobodyKnowsIsAnyAndThePolicySaysSo() throws Exception {
        Policy open = policy(Arns.UNKNOWN, "kinesis: {stream: events}", TO_S3, "");

        assertThat(resources(open, "ReadTheStream")).containsExactly("arn:aws:kinesis:*:*:stream/events");
        assertThat(open.leavesPlacesOpen()).isTrue();
        assertThat(policy(IRELAND, "kinesis: {stream: events}", TO_S3, "").leavesPlacesOpen())
                .isFalse();
        assertThat(policy(Arns.UNKNOWN, QUEUE, TO_S3, "").leavesPlacesOpen()).isFalse();
    }

    @Test
    void aReaderThatPollsNeedsNoConsumerAndOneOfFanOutNoIterator() throws Exception {
        assertThat(statement(policy(IRELAND, "kinesis: {stream: events}", TO_S3, ""), "ReadTheStream")
                        .actions())
                .containsExactly(
                        "kinesis:DescribeStreamSummary",
                        "kinesis:GetRecords",
                        "kinesis:GetShardIterator",
                        "kinesis:ListShards");

        String fanOut = "kinesis: {stream: events, reader-type: efo, efo: {consumer-name: me%s}%s}";
        Policy managed = policy(IRELAND, fanOut.formatted("", ""), TO_S3, "");
        assertThat(statement(managed, "ReadTheStream").actions())
                .containsExactly("kinesis:DescribeStreamSummary", "kinesis:ListShards");
        assertThat(statement(managed, "ReadThroughTheConsumer").actions())
                .containsExactly(
                        "kinesis:DescribeStreamConsumer", "kinesis:RegisterStreamConsumer", "kinesis:SubscribeToShard");
        assertThat(resources(managed, "ReadThroughTheConsumer"))
                .containsExactly(
                        "arn:aws:kinesis:eu-west-1:210987654321:stream/events",
                        "arn:aws:kinesis:eu-west-1:210987654321:stream/events/consumer/me:*");
        assertThat(statement(
                                policy(IRELAND, fanOut.formatted("", ", until: start"), TO_S3, ""),
                                "ReadThroughTheConsumer")
                        .actions())
                .contains("kinesis:DeregisterStreamConsumer");
        assertThat(statement(
                                policy(IRELAND, fanOut.formatted(", lifecycle: self-managed", ""), TO_S3, ""),
                                "ReadThroughTheConsumer")
                        .actions())
                .containsExactly("kinesis:DescribeStreamConsumer", "kinesis:SubscribeToShard");
    }

    @Test
    void aSourceOfFilesIsOnlyReadAndTheAnnouncementsHaveTheirPlaces() throws Exception {
        Policy policy = policy(
                IRELAND,
                "files: {path: 's3://raw/2026/**/*.jsonl'}",
                TO_S3,
                "announce: {kinesis: {stream: commits, large-payload-path: 's3://lake/payloads'}}\n"
                        + "checkpoint: {directory: 's3://state/jobs'}");

        assertThat(statement(policy, "ReadFiles").actions()).containsExactly("s3:GetObject");
        assertThat(resources(policy, "ReadFiles")).containsExactly("arn:aws:s3:::raw/2026", "arn:aws:s3:::raw/2026/*");
        assertThat(statement(policy, "AnnounceFiles").actions())
                .containsExactly("kinesis:DescribeStreamSummary", "kinesis:PutRecords");
        assertThat(resources(policy, "WriteLargeAnnouncements")).contains("arn:aws:s3:::lake/payloads/*");
        assertThat(statement(policy, "KeepCheckpoints").actions()).contains("s3:AbortMultipartUpload");
        assertThat(resources(policy, "ListBuckets"))
                .containsExactly("arn:aws:s3:::lake", "arn:aws:s3:::raw", "arn:aws:s3:::state");
    }

    @Test
    void aPlaceInABucketIsTakenAsItIsCalled() throws Exception {
        assertThat(resources(policy(IRELAND, QUEUE, "files: {path: 's3://lake/a*b/$c d'}", ""), "WriteFiles"))
                .containsExactly("arn:aws:s3:::lake/a${*}b/${$}c d", "arn:aws:s3:::lake/a${*}b/${$}c d/*");
        assertThat(resources(policy(IRELAND, QUEUE, "files: {path: 's3://lake/'}", ""), "WriteFiles"))
                .containsExactly("arn:aws:s3:::lake/*");
    }

    @Test
    void aKeyOfYoursIsUsedThroughS3AndAwssNeedsNothing() throws Exception {
        String encrypted = "files: {path: 's3://lake/events', s3: {encryption: sse-kms%s}}";
        Policy yours = policy(IRELAND, QUEUE, encrypted.formatted(", kms-key: 1234abcd"), "");

        assertThat(resources(yours, "EncryptFiles")).containsExactly("arn:aws:kms:eu-west-1:210987654321:key/1234abcd");
        JsonNode last = new JsonMapper().readTree(yours.json()).get("Statement").get(3);
        assertThat(last.get("Action").toString()).isEqualTo("[\"kms:Decrypt\",\"kms:GenerateDataKey\"]");
        assertThat(last.get("Condition").toString())
                .isEqualTo("{\"StringLike\":{\"kms:ViaService\":[\"s3.eu-west-1.amazonaws.com\"]}}");
        assertThat(resources(
                        policy(
                                Arns.UNKNOWN,
                                QUEUE,
                                encrypted.formatted(", kms-key: 'arn:aws:kms:eu-west-3:123456789012:key/k'"),
                                ""),
                        "EncryptFiles"))
                .containsExactly("arn:aws:kms:eu-west-3:123456789012:key/k");
        assertThat(policy(IRELAND, QUEUE, encrypted.formatted(""), "").statements())
                .noneMatch(statement -> statement.sid().equals("EncryptFiles"));
    }

    @Test
    void lettersAreSentToTheirQueueAndNothingIsTakenFromIt() throws Exception {
        Policy policy = policy(
                IRELAND, QUEUE, TO_S3, "  sqs: {queue-url: 'https://sqs.eu-west-1.amazonaws.com/123456789012/dead'}");

        assertThat(statement(policy, "SendDeadLetters").actions())
                .containsExactly("sqs:GetQueueAttributes", "sqs:SendMessage");
        assertThat(resources(policy, "SendDeadLetters")).containsExactly("arn:aws:sqs:eu-west-1:123456789012:dead");
    }

    @Test
    void whatARoleDoesIsTheRolesAndTheJobMayAssumeIt() throws Exception {
        String reader = "arn:aws:iam::111111111111:role/reader";
        String source = "kinesis: {stream: events, client: {assume-role: {arn: '" + reader + "'}}}";
        Policy job = policy(IRELAND, source, TO_S3, "");

        assertThat(job.statements())
                .extracting(Statement::sid)
                .containsExactly("WriteFiles", "ListBuckets", "AssumeRoles");
        assertThat(resources(job, "AssumeRoles")).containsExactly(reader);
        Policy role = PipelinePolicy.of(config(source, TO_S3, ""), IRELAND, new RoleArn(reader));
        assertThat(role.statements()).extracting(Statement::sid).containsExactly("ReadTheStream");
        assertThat(PipelinePolicy.of(config(QUEUE, TO_S3, ""), IRELAND, new RoleArn(reader))
                        .statements())
                .isEmpty();
    }

    @Test
    void whatIsNotOfAwsNeedsNothing() throws Exception {
        assertThat(policy(IRELAND, "files: {path: in}", "files: {path: 'gs://lake/events'}", "")
                        .statements())
                .isEmpty();
    }

    @Test
    void aPlaceThatCannotBeIsRefused() {
        assertThatThrownBy(() -> new Arns(null, null, "12"))
                .hasMessage("expected an account of twelve digits, but got '12'");
        assertThatThrownBy(() -> new Arns(null, "Ireland", null))
                .hasMessage("expected a region of AWS, such as eu-west-1, but got 'Ireland'");
        assertThatThrownBy(() -> new Arns("azure", null, null))
                .hasMessage("expected a partition of AWS, such as aws or aws-us-gov, but got 'azure'");
    }
}
