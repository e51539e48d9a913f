package io.millrace.job.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ClickSequenceTest {

    private static final int EVENTS = 8_000;

    private final ClickGenerator generator = new ClickGenerator(5, 0.01, 0.1);
    private final ClickSequence sequence = new ClickSequence(generator, EVENTS);

    @Test
    void everyEventIsSentOnceAndTheRepeatedOnesTwice() {
        Map<String, Long> expected = LongStream.range(0, EVENTS)
                .mapToObj(generator::event)
                .collect(Collectors.toMap(GeneratedClick::json, event -> event.resent() ? 2L : 1L, Long::sum));

        Map<String, Long> sent = new HashMap<>();
        for (long step = 0; step < sequence.steps(); step += 50) {
            StepRange range = new StepRange(step, Math.min(sequence.steps(), step + 50));
            sequence.messages(range).forEach(json -> sent.merge(json, 1L, Long::sum));
        }

        assertThat(sent).isEqualTo(expected);
        assertThat(sent.values()).contains(2L);
    }

    @Test
    void theCopiesOfAnEventAreFarApart() {
        String event = generator
                .event(LongStream.range(0, EVENTS)
                        .filter(index -> generator.event(index).resent())
                        .findFirst()
                        .orElseThrow())
                .json();

        assertThat(sequence.messages(new StepRange(0, ClickSequence.RESENT_AFTER)))
                .containsOnlyOnce(event);
        assertThat(sequence.messages(new StepRange(ClickSequence.RESENT_AFTER, sequence.steps())))
                .containsOnlyOnce(event);
    }
}
