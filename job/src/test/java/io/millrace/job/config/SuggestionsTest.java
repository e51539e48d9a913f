package io.millrace.job.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionsTest {

    private static final List<String> KEYS = Section.of(SqsSourceConfig.class).names();

    @ParameterizedTest
    @CsvSource({
        "queue-ulr, queue-url",
        "queueUrl, queue-url",
        "QUEUE_URL, queue-url",
        "wait-tme, wait-time",
        "visibility, visibility-timeout",
        "batchsize, batch-size",
        "recieves, receives",
        "endpoints, endpoint",
    })
    void theNearMissIsFound(String given, String meant) {
        assertThat(Suggestions.nearest(given, KEYS)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"xyz", "timeout", "concurrency", "7", "''"})
    void whatCouldMeanAnythingIsNotGuessed(String given) {
        assertThat(Suggestions.nearest(given, KEYS)).isEqualTo(Optional.empty());
    }

    @Test
    void aSwapOfNeighboursIsOneMistake() {
        assertThat(Suggestions.distance("zone", "znoe")).isEqualTo(1);
        assertThat(Suggestions.distance("", "abc")).isEqualTo(3);
        assertThat(Suggestions.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(Suggestions.distance("same", "same")).isZero();
    }
}
