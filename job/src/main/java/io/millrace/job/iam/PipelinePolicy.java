package io.millrace.job.iam;

import static java.util.Objects.requireNonNull;

import io.millrace.job.config.AwsClientConfig;
import io.millrace.job.config.FanOutConfig;
import io.millrace.job.config.KinesisAnnounceConfig;
import io.millrace.job.config.KinesisSourceConfig;
import io.millrace.job.config.OutputPath;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.config.RoleArn;
import io.millrace.job.config.S3Config;
import io.millrace.job.config.SqsDeadLetterConfig;
import io.millrace.job.config.SqsSourceConfig;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The least that AWS has to allow a pipeline for it to run, to go on after failures, and to be validated with {@code
 * --connect}. A test runs pipelines behind a gate that lets nothing else pass.
 */
public final class PipelinePolicy {

    private static final Set<Permission> READ = EnumSet.of(Permission.GET_OBJECT);

    /** Deletes: what only the job itself reads, and empty objects that mark directories, once there is something in them. */
    private static final Set<Permission> WRITE =
            EnumSet.of(Permission.GET_OBJECT, Permission.PUT_OBJECT, Permission.DELETE_OBJECT);

    private static final Set<Permission> CHECKPOINTS =
            EnumSet.of(Permission.GET_OBJECT, Permission.PUT_OBJECT, Permission.DELETE_OBJECT, Permission.ABORT_UPLOAD);

    private final PipelineConfig config;
    private final Arns arns;
    private final RoleArn role;
    private final S3Config s3;
    private final List<Statement> statements = new ArrayList<>();
    private final List<OutputPath> written = new ArrayList<>();
    private final Set<String> assumed = new TreeSet<>();

    private PipelinePolicy(PipelineConfig config, Arns arns, RoleArn role) {
        this.config = requireNonNull(config, "config");
        this.arns = requireNonNull(arns, "arns");
        this.role = role;
        this.s3 = config.objectStore();
    }

    /**
     * The policy of the job itself: what its components do without a role of their own, and that it may assume theirs.
     *
     * @param arns what is known of the place where the pipeline's resources are
     */
    public static Policy of(PipelineConfig config, Arns arns) {
        return new PipelinePolicy(config, arns, null).policy();
    }

    /**
     * The policy of a role that components assume: what these do.
     *
     * @return without statements when no component assumes it
     */
    public static Policy of(PipelineConfig config, Arns arns, RoleArn role) {
        return new PipelinePolicy(config, arns, requireNonNull(role, "role")).policy();
    }

    private Policy policy() {
        if (config.source().sqs() != null) {
            sourceQueue(config.source().sqs());
        }
        if (config.source().kinesis() != null) {
            sourceStream(config.source().kinesis());
        }
        if (config.source().files() != null) {
            objects("ReadFiles", READ, config.source().files().path().base());
        }
        if (config.output().files() != null) {
            objects("WriteFiles", WRITE, config.output().files().path());
        }
        objects("WriteDeadLetters", WRITE, config.deadLetter().path());
        if (config.deadLetter().sqs() != null) {
            SqsDeadLetterConfig queue = config.deadLetter().sqs();
            allow(
                    queue.client(),
                    Statement.of(
                            "SendDeadLetters",
                            EnumSet.of(Permission.SEND, Permission.QUEUE_ATTRIBUTES),
                            arns.queue(queue.queueUrl(), queue.region())));
        }
        if (config.announce() != null && config.announce().kinesis() != null) {
            announcements(config.announce().kinesis());
        }
        objects("KeepCheckpoints", CHECKPOINTS, config.checkpoint().directory());
        directories();
        buckets();
        encryption();
        if (!assumed.isEmpty()) {
            statements.add(
                    new Statement("AssumeRoles", EnumSet.of(Permission.ASSUME_ROLE), List.copyOf(assumed), Map.of()));
        }
        return new Policy(statements);
    }

    /** Of what a component does, what is done by the one whose policy this is; that it assumes a role is the job's. */
    private void allow(AwsClientConfig by, Statement statement) {
        RoleArn own = by.assumeRole() == null ? null : by.assumeRole().arn();
        if (Objects.equals(own, role)) {
            statements.add(statement);
        } else if (role == null) {
            assumed.add(own.value());
        }
    }

    private void sourceQueue(SqsSourceConfig source) {
        allow(
                source.client(),
                Statement.of(
                        "ReadTheQueue",
                        EnumSet.of(
                                Permission.RECEIVE,
                                Permission.DELETE_MESSAGE,
                                Permission.CHANGE_VISIBILITY,
                                Permission.QUEUE_ATTRIBUTES),
                        arns.queue(source.queueUrl(), source.region())));
    }

    private void sourceStream(KinesisSourceConfig source) {
        String stream = arns.stream(source.stream(), source.region());
        Set<Permission> permissions = EnumSet.of(Permission.DESCRIBE_STREAM, Permission.LIST_SHARDS);
        if (source.readerType() == KinesisSourceConfig.ReaderType.POLLING) {
            permissions.add(Permission.SHARD_ITERATOR);
            permissions.add(Permission.GET_RECORDS);
        }
        allow(source.client(), Statement.of("ReadTheStream", permissions, stream));
        if (source.readerType() == KinesisSourceConfig.ReaderType.EFO) {
            Set<Permission> consumer = EnumSet.of(Permission.DESCRIBE_CONSUMER, Permission.SUBSCRIBE);
            if (source.efo().lifecycle() == FanOutConfig.Lifecycle.JOB_MANAGED) {
                consumer.add(Permission.REGISTER_CONSUMER);
                if (source.until() != null) {
                    consumer.add(Permission.DEREGISTER_CONSUMER);
                }
            }
            // Both, because IAM asks of the stream for some of them, and of the consumer for others.
            allow(
                    source.client(),
                    Statement.of(
                            "ReadThroughTheConsumer",
                            consumer,
                            stream,
                            arns.consumer(
                                    source.stream(),
                                    source.region(),
                                    source.efo().consumerName())));
        }
    }

    private void announcements(KinesisAnnounceConfig kinesis) {
        allow(
                kinesis.client(),
                Statement.of(
                        "AnnounceFiles",
                        EnumSet.of(Permission.PUT_RECORDS, Permission.DESCRIBE_STREAM),
                        arns.stream(kinesis.stream(), kinesis.region())));
        objects("WriteLargeAnnouncements", WRITE, kinesis.largePayloadPath());
    }

    /** @param path null, or of another file system, when nothing is needed */
    private void objects(String sid, Set<Permission> permissions, OutputPath path) {
        if (isS3(path)) {
            allow(
                    s3.client(),
                    new Statement(
                            sid, permissions, arns.objects(path, s3.region()).toList(), Map.of()));
            if (permissions.contains(Permission.PUT_OBJECT)) {
                written.add(path);
            }
        }
    }

    /** Hadoop's file system looks whether what is above a directory is a file, and makes and removes marks of directories. */
    private void directories() {
        List<String> above =
                written.stream().flatMap(path -> arns.above(path, s3.region())).toList();
        if (!above.isEmpty()) {
            allow(s3.client(), new Statement("MarkDirectories", WRITE, above, Map.of()));
        }
    }

    private void buckets() {
        List<String> buckets = paths().filter(PipelinePolicy::isS3)
                .map(path -> arns.bucket(path, s3.region()))
                .toList();
        if (!buckets.isEmpty()) {
            allow(s3.client(), new Statement("ListBuckets", EnumSet.of(Permission.LIST_BUCKET), buckets, Map.of()));
        }
    }

    /** AWS's own key for S3 needs no permission: its policy is AWS's, too. */
    private void encryption() {
        if (s3.kmsKey() != null && paths().anyMatch(PipelinePolicy::isS3)) {
            allow(
                    s3.client(),
                    new Statement(
                            "EncryptFiles",
                            EnumSet.of(Permission.DATA_KEY, Permission.DECRYPT),
                            List.of(arns.key(s3.kmsKey(), s3.region())),
                            Map.of("kms:ViaService", List.of(arns.service("s3", s3.region())))));
        }
    }

    private Stream<OutputPath> paths() {
        KinesisAnnounceConfig kinesis =
                config.announce() == null ? null : config.announce().kinesis();
        return Stream.of(
                        config.source().files() == null
                                ? null
                                : config.source().files().path().base(),
                        config.output().files() == null
                                ? null
                                : config.output().files().path(),
                        config.deadLetter().path(),
                        kinesis == null ? null : kinesis.largePayloadPath(),
                        config.checkpoint().directory())
                .filter(Objects::nonNull);
    }

    private static boolean isS3(OutputPath path) {
        return path != null && path.isS3();
    }
}
