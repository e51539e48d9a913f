package com.example;

import io.millrace.job.Millrace;
import io.millrace.job.builder.JavaPipeline;
import io.millrace.job.builder.PipelineBuilder;
import io.millrace.job.config.RouteConfig.Distribution;
import io.millrace.job.config.RouteConfig.Layout;
import java.time.Duration;
import java.time.ZoneId;

/** Clicks from files, in directories by their type and by the day in Berlin on which they happened. */
public final class ClicksByTypeAndDay implements JavaPipeline {

    @Override
    public PipelineBuilder pipeline() {
        return Millrace.pipeline("clicks-by-type-and-day")
                .source(source -> source.files(files -> files.path("in/clicks")))
                .decode(decode -> decode.schema("conf/schemas/click-event.avsc"))
                .route(route -> route.layout(Layout.TEMPLATE)
                        .template("event_type=field:event_type", "date=time:date")
                        .distribution(Distribution.PARTITION)
                        .eventTime(time -> time.field("occurred_at").zone(ZoneId.of("Europe/Berlin"))))
                .output(output -> output.files(files -> files.path("out/clicks")))
                .deadLetter(dead -> dead.path("out/dead-letters/clicks"))
                .checkpoint(checkpoint -> checkpoint.interval(Duration.ofMinutes(1)));
    }
}
