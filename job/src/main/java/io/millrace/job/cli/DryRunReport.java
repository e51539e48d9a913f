package io.millrace.job.cli;

import static java.util.Objects.requireNonNull;

import io.millrace.job.cli.Forecast.Reason;
import io.millrace.job.cli.Forecast.Rejected;
import io.millrace.job.cli.Forecast.Rows;
import io.millrace.job.config.OutputConfig;
import io.millrace.job.config.PipelineConfig;
import io.millrace.model.Rejection;
import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints what a dry run has seen. */
final class DryRunReport {

    /** More partitions than that are summed up on a terminal. */
    private static final int MOST_PARTITIONS = 30;

    private final PipelineConfig config;
    private final Forecast forecast;

    DryRunReport(PipelineConfig config, Forecast forecast) {
        this.config = requireNonNull(config, "config");
        this.forecast = requireNonNull(forecast, "forecast");
    }

    /** For a person. */
    void print(PrintStream out) {
        out.println("Dry run of " + config.name() + ": "
                + (forecast.complete() ? "all of its input" : "the beginning of its input")
                + ". Nothing is written, deleted or announced.");
        String deadLetters = Display.of(config.deadLetter());
        line(out, "read", Units.count(forecast.records(), "record"));
        line(out, "filtered", Units.count(forecast.filtered()));
        line(
                out,
                "rejected",
                Units.count(forecast.rejectedRecords()) + (forecast.rejections().isEmpty() ? "" : " → " + deadLetters));
        line(out, "rows", Units.count(forecast.rows()) + " → " + output());
        partitions(out);
        rejections(out, deadLetters);
        if (!forecast.firstRows().isEmpty()) {
            out.println("\nThe first rows:");
            forecast.firstRows().forEach(row -> out.println("  " + row));
        }
        if (forecast.stop() != null) {
            out.println("\nThe job would stop itself here: " + forecast.stop());
        }
    }

    private void partitions(PrintStream out) {
        if (forecast.partitions().isEmpty()) {
            return;
        }
        out.println("\nWould be written to " + output() + ":");
        Table table = new Table("partition", "rows", "input", "event times");
        forecast.partitions().entrySet().stream()
                .limit(MOST_PARTITIONS)
                .forEach(partition -> table.add(
                        partition.getKey().isEmpty() ? "." : partition.getKey(),
                        Units.count(partition.getValue().rows()),
                        Units.bytes((double) partition.getValue().inputBytes()),
                        times(partition.getValue())));
        table.print(out);
        int more = forecast.partitions().size() - MOST_PARTITIONS;
        if (more > 0) {
            out.println("  and " + Units.count(more, "more partition"));
        }
    }

    private void rejections(PrintStream out, String deadLetters) {
        if (forecast.rejections().isEmpty()) {
            return;
        }
        out.println("\nWould be rejected, to " + deadLetters + ":");
        Table table = new Table("stage", "kind", "field", "records", "the first of them");
        forecast.rejections()
                .forEach((reason, records) -> table.add(
                        reason.stage().label(),
                        reason.kind().label(),
                        reason.field() == null ? "" : reason.field(),
                        Units.count(records.records()),
                        first(records)));
        table.print(out);
    }

    private static String first(Rejected records) {
        Rejection rejection = records.first().rejection();
        String detail = rejection.expected() == null
                ? ""
                : ": expected " + rejection.expected() + ", but found " + rejection.actual();
        return Display.place(records.first().origin().source()) + " "
                + records.first().origin().position() + ": " + rejection.message()
                + (rejection.message().contains(String.valueOf(rejection.expected())) ? "" : detail);
    }

    private static String times(Rows rows) {
        return rows.timed() ? time(rows.minMicros()) + " to " + time(rows.maxMicros()) : "";
    }

    private static Instant time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private String output() {
        OutputConfig output = config.output();
        if (output.files() != null) {
            return output.files().path().toString();
        }
        return output.stdout() != null ? "standard output" : "nowhere, they are counted";
    }

    private static void line(PrintStream out, String name, String value) {
        out.printf(Locale.ROOT, "  %-10s%s%n", name, value);
    }

    /** For a program. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("event", "dry-run");
        json.put("pipeline", config.name().value());
        json.put("records", forecast.records());
        json.put("complete", forecast.complete());
        json.put("filtered", forecast.filtered());
        json.put("rejected", forecast.rejectedRecords());
        json.put("rows", forecast.rows());
        json.put("output", config.output().files() == null ? null : output());
        json.put("deadLetters", config.deadLetter().path().toString());
        if (config.deadLetter().sqs() != null) {
            json.put("deadLetterQueue", config.deadLetter().sqs().queueUrl().value());
        }
        List<Map<String, Object>> partitions = new ArrayList<>();
        forecast.partitions().forEach((name, rows) -> partitions.add(partition(name, rows)));
        json.put("partitions", partitions);
        List<Map<String, Object>> rejections = new ArrayList<>();
        forecast.rejections().forEach((reason, records) -> rejections.add(rejection(reason, records)));
        json.put("rejections", rejections);
        json.put("stop", forecast.stop());
        return json;
    }

    private static Map<String, Object> partition(String name, Rows rows) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("partition", name);
        json.put("rows", rows.rows());
        json.put("inputBytes", rows.inputBytes());
        json.put("minEventTime", rows.timed() ? time(rows.minMicros()).toString() : null);
        json.put("maxEventTime", rows.timed() ? time(rows.maxMicros()).toString() : null);
        return json;
    }

    private static Map<String, Object> rejection(Reason reason, Rejected records) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("stage", reason.stage().label());
        json.put("kind", reason.kind().label());
        json.put("field", reason.field());
        json.put("records", records.records());
        json.put("firstSource", records.first().origin().source());
        json.put("firstPosition", records.first().origin().position());
        json.put("firstMessage", records.first().rejection().message());
        return json;
    }
}
