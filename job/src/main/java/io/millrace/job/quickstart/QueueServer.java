package io.millrace.job.quickstart;

import io.millrace.job.config.QueueUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.elasticmq.StrictSQSLimits$;
import org.elasticmq.actor.QueueManagerActor;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.elasticmq.util.NowProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;

/**
 * The embedded queue: a real SQS server with one queue, in a process of its own, so that neither Ctrl-C nor a kill of the
 * job takes the messages along. Ends when its queue is deleted, or when no client has asked anything for a while.
 */
public final class QueueServer {

    private static final Logger LOG = LoggerFactory.getLogger(QueueServer.class);

    private QueueServer() {}

    /** @param args the queue's URL, the token, the directory of the state file, the idle time in milliseconds */
    public static void main(String[] args) throws InterruptedException {
        int exitCode = 0;
        try {
            serve(
                    new QueueAddress(new QueueUrl(args[0])),
                    args[1],
                    Path.of(args[2]),
                    Duration.ofMillis(Long.parseLong(args[3])));
        } catch (IOException | RuntimeException e) {
            LOG.error("The queue cannot be served", e);
            exitCode = 1;
        }
        // The server's own threads would keep a failed start alive.
        System.exit(exitCode);
    }

    private static void serve(QueueAddress address, String token, Path directory, Duration idleTimeout)
            throws IOException, InterruptedException {
        QueueWatch watch = new QueueWatch(address.queueName(), idleTimeout);
        ActorSystem system = ActorSystem.create("quickstart");
        SQSRestServer server = SQSRestServerBuilder.withActorSystem(system)
                .withQueueManagerActor(porter(system, watch))
                .withInterface(InetAddress.getByName(address.host()).getHostAddress())
                .withPort(address.port())
                .start();
        server.waitUntilStarted();
        new QueueControl(address).create(token);
        QueueState state =
                new QueueState(address.url().value(), ProcessHandle.current().pid(), token);
        JsonFile<QueueState> file = QueueState.file(directory);
        file.write(state);
        LOG.info("Serving {}", address.url());

        QueueWatch.End end = watch.await();
        // In this order: once the address is free, nothing is left of this server.
        if (file.read().equals(Optional.of(state))) {
            file.delete();
        }
        server.stopAndWait();
        LOG.info("Ended: {}", end);
    }

    private static ActorRef porter(ActorSystem system, QueueWatch watch) {
        ActorRef manager = system.actorOf(Props.create(
                QueueManagerActor.class,
                () -> new QueueManagerActor(new NowProvider(), StrictSQSLimits$.MODULE$, Option.empty())));
        return system.actorOf(Props.create(QueueWatch.Porter.class, () -> new QueueWatch.Porter(watch, manager)));
    }
}
