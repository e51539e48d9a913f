package io.millrace.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class GrowthModeTest {

    @Test
    void whatStandsInSeveralTablesIsRunOnce() {
        List<GrowthMode.Place> places = GrowthMode.setups(1, 1000).values().stream()
                .flatMap(List::stream)
                .toList();

        assertThat(GrowthMode.setups(1, 1000)).hasSize(12);
        assertThat(places).hasSize(15).doesNotHaveDuplicates();
        assertThat(places)
                .filteredOn(place -> place.what().equals("open partitions"))
                .extracting(GrowthMode.Place::value)
                .containsExactly("1", "10", "100", "1000");
    }
}
