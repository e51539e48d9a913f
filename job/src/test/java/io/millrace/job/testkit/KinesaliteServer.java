package io.millrace.job.testkit;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.kinesis.model.Shard;

/**
 * A Kinesis server (kinesalite) in a process of its own, for volume: streams, shards, splits and merges as the service has
 * them, but no enhanced fan-out, and no call by a stream's ARN. Its streams are on disk, and survive {@link #stop} and
 * {@link #restart}.
 *
 * <p>What it does otherwise than Kinesis: it lets new shards begin a second after a split or a merge, and what is put into
 * them before that arrives then, which is why both wait; it never throttles, knows no trim horizon but the age of single records, and
 * never answers a request for an iterator at a timestamp after the last record of a shard.
 */
public final class KinesaliteServer extends NodeKinesisServer {

    private static final Duration SHARDS_BEGIN_AFTER = Duration.ofSeconds(1);

    private KinesaliteServer(Path directory) {
        super(
                "kinesalite",
                directory,
                Map.of(),
                port -> NodeServers.command(
                        "kinesalite.js",
                        Integer.toString(port),
                        directory.resolve("kinesalite").toAbsolutePath().toString()));
    }

    /**
     * A running server without streams. Skips the test where there is no node.
     *
     * @param directory where it keeps its data and its log
     */
    public static KinesaliteServer start(Path directory) {
        return new KinesaliteServer(directory);
    }

    @Override
    public void split(String name, Shard shard) {
        super.split(name, shard);
        awaitBegin();
    }

    @Override
    public void merge(String name, Shard shard, Shard next) {
        super.merge(name, shard, next);
        awaitBegin();
    }

    /** Records of a time yet to come would be none that had arrived by the start of a run that begins now. */
    private static void awaitBegin() {
        Instant begin = Instant.now().plus(SHARDS_BEGIN_AFTER);
        await().until(() -> Instant.now().isAfter(begin));
    }
}
