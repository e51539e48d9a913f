package io.millrace.job.reject;

import static io.millrace.job.reject.Letters.letter;
import static io.millrace.job.reject.Letters.letters;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.job.aws.EntryOutcome;
import io.millrace.job.aws.FakeSqsQueue;
import io.millrace.job.aws.FakeSqsQueue.Operation;
import io.millrace.job.aws.OutgoingMessage;
import io.millrace.job.aws.SqsException;
import io.millrace.job.aws.SqsException.Kind;
import io.millrace.job.aws.SqsMessage;
import io.millrace.job.aws.Trouble;
import io.millrace.job.error.OutputException;
import io.millrace.job.testkit.ManualClock;
import io.millrace.job.testkit.RecordedMetrics;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class LetterSenderTest {

    private static final String URL = "http://localhost:9324/000000000000/dead";

    @TempDir
    Path directory;

    private final ManualClock clock = new ManualClock();
    private final RecordedMetrics metrics = new RecordedMetrics();
    private final FakeSqsQueue queue = FakeSqsQueue.standard(clock);

    @Test
    void aLetterIsAMessageWithAttributesToTellItBy() throws Exception {
        assertThat(sender(false).send(letters(1))).isEmpty();

        SqsMessage message = received().get(0);
        assertThat(message.body()).asString().isEqualTo("{\"record_index\":0}");
        assertThat(message.attributes())
                .isEqualTo(Map.of(
                        "millrace.letter-id", "clicks-" + Letters.MESSAGE_ID + "-0",
                        "millrace.form", "letter",
                        "millrace.pipeline", "clicks",
                        "millrace.stage", "decode",
                        "millrace.error-kind", "malformed"));
        assertThat(message.groupId()).isNull();
        assertThat(metrics.value("lettersSent")).isEqualTo(1L);
    }

    @Test
    void aFifoQueueTakesALetterThatIsSentAgainOnce() throws Exception {
        FakeSqsQueue fifo = FakeSqsQueue.fifo(clock);
        LetterSender sender = sender(fifo, true);

        sender.send(letters(2));
        sender.send(letters(3));

        assertThat(fifo.size()).isEqualTo(3);
        assertThat(fifo.receive(10, Duration.ZERO, Duration.ofSeconds(30)))
                .extracting(SqsMessage::groupId)
                .containsOnly(Letters.MESSAGE_ID);
    }

    @Test
    void aWholeMessageHasTheIdOfTheMessage() {
        assertThat(letter(-1).head().id()).isEqualTo("clicks-" + Letters.MESSAGE_ID);
    }

    @Test
    void onlyWhatFailedForAPassingReasonIsSentAgain() throws Exception {
        queue.refuseSends(message -> message.body().contains(":1")
                ? new EntryOutcome.Retryable("InternalError", "try again")
                : message.body().contains(":3") ? new EntryOutcome.Retryable("Throttling", "too many") : null);

        List<Letter> again = sender(false).send(letters(4));

        assertThat(again)
                .extracting(letter -> letter.head().recordIndex(), Letter::failures, Letter::trouble)
                .containsExactly(tuple(1, 1, Trouble.PASSING), tuple(3, 1, Trouble.THROTTLED));
        assertThat(queue.size()).isEqualTo(2);
        assertThat(metrics.value("lettersSent")).isEqualTo(2L);
        assertThat(metrics.value("letterSendFailures")).isEqualTo(2L);
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"THROTTLED", "UNAVAILABLE"})
    void afterACallThatFailedForAPassingReasonAllIsSentAgain(Kind kind) throws Exception {
        queue.failNext(Operation.SEND, new SqsException(kind, "code", "later", null));

        List<Letter> again = sender(false).send(letters(3));

        Trouble trouble = kind == Kind.THROTTLED ? Trouble.THROTTLED : Trouble.PASSING;
        assertThat(again)
                .hasSize(3)
                .extracting(Letter::failures, Letter::trouble)
                .containsOnly(tuple(1, trouble));
        assertThat(sender(false).send(again)).isEmpty();
        assertThat(queue.size()).isEqualTo(3);
    }

    @Test
    void whatFailsForTooLongIsAFailureWithTheLastReason() throws Exception {
        LetterSender sender = sender(false);
        SqsException first = new SqsException(Kind.UNAVAILABLE, "code", "connection refused", null);
        SqsException last = new SqsException(Kind.THROTTLED, "code", "too many requests", null);
        queue.failNext(Operation.SEND, first);
        queue.failNext(Operation.SEND, first);
        queue.failNext(Operation.SEND, last);

        List<Letter> again = sender.send(letters(1));
        clock.advance(Duration.ofSeconds(59));
        List<Letter> onceMore = sender.send(again);
        clock.advance(Duration.ofSeconds(1));

        assertThatThrownBy(() -> sender.send(onceMore))
                .isInstanceOf(OutputException.class)
                .hasMessage("sink-write: sending the dead letter clicks-" + Letters.MESSAGE_ID + "-0 to " + URL
                        + " failed 3 times, for which there are 60000 ms (dead-letter.sqs.timeout); the last time:"
                        + " too many requests")
                .hasCause(last);
    }

    @Test
    void whatTheQueueRefusesIsNeverSentAgainButItsPointerIs() throws Exception {
        queue.refuseSends(message -> isLetter(message, 1)
                ? new EntryOutcome.Permanent("InvalidMessageContents", "no password=secret, please")
                : null);
        LetterSender sender = sender(false);

        List<Letter> again = sender.send(letters(3));

        assertThat(again).singleElement().satisfies(pointer -> {
            assertThat(pointer.form()).isEqualTo(Letter.Form.POINTER);
            assertThat(pointer.failures()).isZero();
            assertThat(pointer.head()).isEqualTo(letter(1).head());
            JsonNode body = new JsonMapper().readTree(pointer.body());
            assertThat(body.get("reason").asText())
                    .isEqualTo("refused by the queue: InvalidMessageContents: no password=***, please");
            assertThat(Path.of(URI.create(body.get("letter_path").asText())))
                    .hasContent(letter(1).body())
                    .startsWith(directory.resolve("_large/2025/10/09/09"));
        });
        assertThat(sender.send(again)).isEmpty();
        assertThat(queue.size()).isEqualTo(3);
        assertThat(metrics.value("largeLetters")).isEqualTo(1L);
    }

    @Test
    void ofACallThatIsRefusedAsAWholeEachLetterIsSentAlone() throws Exception {
        queue.failNext(Operation.SEND, new SqsException(Kind.REFUSED, "BatchRequestTooLong", "too long", null));

        List<Letter> again = sender(false).send(List.of(letter(0), letter(1, "x".repeat(1_100_000)), letter(2)));

        assertThat(again).singleElement().extracting(Letter::form).isEqualTo(Letter.Form.POINTER);
        assertThat(queue.size()).isEqualTo(2);
        assertThat(queue.sends()).extracting(List::size).containsExactly(3, 1, 1, 1);
    }

    @Test
    void aPointerThatIsRefusedIsAFailure() throws Exception {
        queue.refuseSends(message -> new EntryOutcome.Permanent("KmsDisabled", "the key is disabled"));
        LetterSender sender = sender(false);

        List<Letter> again = sender.send(letters(1));

        assertThatThrownBy(() -> sender.send(again))
                .isInstanceOf(OutputException.class)
                .hasMessage("sink-write: the queue " + URL + " refuses the pointer to the dead letter clicks-"
                        + Letters.MESSAGE_ID + "-0, too: KmsDisabled: the key is disabled");
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"NO_SUCH_QUEUE", "ACCESS_DENIED"})
    void aQueueThatIsNotThereOrNotAllowedIsAFailureAtOnce(Kind kind) {
        SqsException reason = new SqsException(kind, "code", "no", null);
        queue.failNext(Operation.SEND, reason);

        assertThatThrownBy(() -> sender(false).send(letters(2)))
                .isInstanceOf(OutputException.class)
                .hasMessage("sink-write: sending 2 dead letters failed for good: no")
                .hasCause(reason);
        assertThat(queue.sends()).hasSize(1);
    }

    @Test
    void anObjectIsWrittenOnceHoweverOftenItsLetterIsRefused() throws Exception {
        LargeLetters large = new LargeLetters(directory.toUri());
        Letter pointer = large.put(letter(0), "too large");
        assertThat(large.put(letter(0), "too large")).isEqualTo(pointer);
        Letter other = large.put(letter(0, "{\"failed\":\"later\"}"), "too large");
        assertThat(other.head()).isEqualTo(pointer.head());
        assertThat(other.body()).as("another text is another object").isNotEqualTo(pointer.body());
        try (var objects = Files.walk(directory)) {
            assertThat(objects.filter(Files::isRegularFile)).hasSize(2);
        }
    }

    private static boolean isLetter(OutgoingMessage message, int index) {
        return message.body().equals(letter(index).body());
    }

    private List<SqsMessage> received() throws InterruptedException {
        return queue.receive(10, Duration.ZERO, Duration.ofSeconds(30));
    }

    private LetterSender sender(boolean fifo) {
        return sender(queue, fifo);
    }

    private LetterSender sender(FakeSqsQueue to, boolean fifo) {
        return new LetterSender(
                to,
                URL,
                fifo,
                Duration.ofSeconds(60),
                new LargeLetters(directory.resolve("_large").toUri()),
                new LetterMetrics(metrics.group()),
                () -> clock.millis() * 1_000_000);
    }
}
