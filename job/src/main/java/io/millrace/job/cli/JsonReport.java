package io.millrace.job.cli;

import io.millrace.job.Version;
import io.millrace.job.config.PipelineConfig;
import java.io.PrintStream;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** One JSON object per line, each with {@code event} and {@code time}. */
final class JsonReport implements RunReport {

    private final PrintStream out;
    private final InstantSource clock;

    JsonReport(PrintStream out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
    }

    @Override
    public void starting(PipelineConfig config) {
        Map<String, Object> event = event("starting");
        event.put("pipeline", config.name().value());
        event.put("version", Version.current().version());
        print(event);
    }

    @Override
    public void began(Beginning beginning) {
        Map<String, Object> event = event("started");
        event.put("parallelism", beginning.parallelism());
        event.put("web", beginning.web().toString());
        beginning.metrics().ifPresent(uri -> event.put("metrics", uri.toString()));
        beginning.health().ifPresent(uri -> event.put("health", uri.toString()));
        event.put("log", beginning.log().toString());
        event.put("state", beginning.state());
        beginning.from().ifPresent(snapshot -> {
            event.put("resumedFrom", snapshot.path());
            event.put("resumedCheckpoint", snapshot.checkpointId());
        });
        print(event);
    }

    @Override
    public void progress(Progress progress) {
        Map<String, Object> event = event("progress");
        event.putAll(progress.json());
        print(event);
    }

    @Override
    public void restarts(Throwable cause) {
        Map<String, Object> event = event("restart");
        event.put("cause", Causes.line(cause));
        print(event);
    }

    @Override
    public void note(String text) {
        Map<String, Object> event = event("note");
        event.put("text", text);
        print(event);
    }

    @Override
    public void ended(Ending ending) {
        Map<String, Object> event = event(
                switch (ending.outcome()) {
                    case FINISHED -> "finished";
                    case STOPPED, CANCELLED -> "stopped";
                    case FAILED -> "failed";
                });
        event.put("durationSeconds", ending.duration().toMillis() / 1000.0);
        ending.cause().ifPresent(cause -> event.put("cause", Causes.line(cause)));
        event.putAll(Progress.json(ending.figures()));
        ending.partitions().ifPresent(visible -> {
            event.put("visiblePartitions", visible.partitions());
            event.put("visibleFiles", visible.files());
            event.put("visibleBytes", visible.bytes());
        });
        print(event);
    }

    private Map<String, Object> event(String name) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("event", name);
        event.put("time", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        return event;
    }

    private void print(Map<String, Object> event) {
        out.println(Json.line(event));
    }
}
