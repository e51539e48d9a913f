package io.millrace.job.source.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.config.QueueUrl;
import io.millrace.job.testkit.GoldenFile;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SqsStateTest {

    private static final SqsSplit SPLIT = new SqsSplit(
            "sqs-3",
            1_760_000_000_000L,
            List.of(
                    new SealedReceipt("5fea7756-0ea4-451a-a703-a558b933e274", "AQEBwJnK==", 1_759_999_999_000L, 2L, 3L),
                    new SealedReceipt("second", "handle#2", -1L, Long.MAX_VALUE, 0L)));

    private static final SqsEnumeratorState STATE =
            new SqsEnumeratorState(new QueueUrl("https://sqs.eu-west-1.amazonaws.com/123456789012/events"));

    private final SqsSplitSerializer splits = new SqsSplitSerializer();
    private final SqsEnumeratorStateSerializer states = new SqsEnumeratorStateSerializer();

    @Test
    void aSplitIsWrittenAsInVersion1AndReadBack() throws IOException {
        GoldenFile golden = new GoldenFile("sqs-split-v1.bin");
        golden.assertHolds(splits.serialize(SPLIT));
        assertThat(splits.deserialize(1, golden.bytes())).isEqualTo(SPLIT);
    }

    @Test
    void theEnumeratorsStateIsWrittenAsInVersion1AndReadBack() throws IOException {
        GoldenFile golden = new GoldenFile("sqs-enumerator-v1.bin");
        golden.assertHolds(states.serialize(STATE));
        assertThat(states.deserialize(1, golden.bytes())).isEqualTo(STATE);
    }

    @Test
    void anUnknownVersionIsRefused() {
        assertThatThrownBy(() -> splits.deserialize(2, new byte[0]))
                .isInstanceOf(IOException.class)
                .hasMessage("the receipts in this checkpoint have version 2, but this program knows only version 1");
        assertThatThrownBy(() -> states.deserialize(2, new byte[0]))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "the source's state in this checkpoint has version 2, but this program knows only version 1");
    }

    @Test
    void aReceiptHandleAppearsInNoText() {
        assertThat(SPLIT.receipts().get(0)).hasToString("SealedReceipt[5fea7756-0ea4-451a-a703-a558b933e274]");
        assertThat(SPLIT).hasToString("SqsSplit[sqs-3, 2 receipts]");
    }

    @ParameterizedTest
    @CsvSource({
        "https://sqs.eu-west-1.amazonaws.com/123456789012/events, true",
        "https://eu-west-1.queue.amazonaws.com/123456789012/events, true",
        "https://sqs.us-east-1.amazonaws.com/123456789012/events, false",
        "https://sqs.eu-west-1.amazonaws.com/123456789012/others, false",
        "https://sqs.eu-west-1.amazonaws.com/210987654321/events, false",
    })
    void aQueueIsTheSameByRegionAccountAndName(String url, boolean same) {
        assertThat(STATE.sameQueue(new QueueUrl(url))).isEqualTo(same);
    }

    @Test
    void aLocalQueueIsTheSameOnAnotherPort() {
        SqsEnumeratorState local = new SqsEnumeratorState(new QueueUrl("http://localhost:9324/000000000000/events"));
        assertThat(local.sameQueue(new QueueUrl("http://localhost:4711/000000000000/events")))
                .isTrue();
    }
}
