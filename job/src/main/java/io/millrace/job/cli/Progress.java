package io.millrace.job.cli;

import static java.util.Objects.requireNonNull;

import io.millrace.job.cli.RateMeter.Rates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A running job at one instant, for the live line, the plain line and the JSON event alike.
 *
 * @param elapsed since the run began
 * @param state {@code starting}, {@code running}, {@code restarting} or {@code stopping}
 * @param figures what the job counts
 * @param rates of the last seconds
 * @param checkpointAge since the newest checkpoint completed, or since the start when there is none
 * @param note what accompanies the job, such as the demo's generator
 */
record Progress(
        Duration elapsed, String state, Figures figures, Rates rates, Duration checkpointAge, Optional<String> note) {

    Progress {
        requireNonNull(elapsed, "elapsed");
        requireNonNull(state, "state");
        requireNonNull(figures, "figures");
        requireNonNull(rates, "rates");
        requireNonNull(checkpointAge, "checkpointAge");
        requireNonNull(note, "note");
    }

    /** One line; what matters least is last, where a narrow terminal cuts. */
    String line() {
        List<String> parts = new ArrayList<>();
        parts.add(Units.clock(elapsed));
        if (!state.equals("running")) {
            parts.add(state);
        }
        parts.add(Units.count(Math.round(rates.recordsPerSecond())) + " records/s");
        parts.add(Units.bytes(rates.bytesPerSecond()) + "/s");
        parts.add(Units.count(figures.files(), "file"));
        parts.add(Units.count(figures.rejected()) + " rejected");
        parts.add(Units.count(figures.inFlight()) + " in flight");
        parts.add(
                figures.lastCheckpoint() == 0
                        ? "no checkpoint yet"
                        : "checkpoint " + Units.duration(checkpointAge) + " ago");
        if (figures.restarts() > 0) {
            parts.add(Units.count(figures.restarts(), "restart"));
        }
        if (figures.leasesLost() > 0) {
            parts.add(Units.count(figures.leasesLost(), "lease") + " lost");
        }
        note.ifPresent(parts::add);
        return String.join("  ", parts);
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("elapsedSeconds", elapsed.toMillis() / 1000.0);
        json.put("state", state);
        json.put("recordsPerSecond", Math.round(rates.recordsPerSecond()));
        json.put("bytesPerSecond", Math.round(rates.bytesPerSecond()));
        json.put("checkpointAgeSeconds", checkpointAge.toMillis() / 1000.0);
        json.putAll(json(figures));
        return json;
    }

    static Map<String, Object> json(Figures figures) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("received", figures.received());
        json.put("inputBytes", figures.inputBytes());
        json.put("redeliveriesDropped", figures.redeliveriesDropped());
        json.put("producerDuplicatesDropped", figures.producerDuplicatesDropped());
        json.put("decoded", figures.decoded());
        json.put("filtered", figures.filtered());
        json.put("rejected", figures.rejected());
        json.put("rows", figures.rows());
        json.put("files", figures.files());
        json.put("bytes", figures.bytes());
        json.put("inFlight", figures.inFlight());
        json.put("leasesLost", figures.leasesLost());
        json.put("deleteFailures", figures.deleteFailures());
        json.put("lastCheckpoint", figures.lastCheckpoint());
        json.put("failedCheckpoints", figures.failedCheckpoints());
        json.put("restarts", figures.restarts());
        return json;
    }
}
