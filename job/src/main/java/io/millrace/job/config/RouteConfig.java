package io.millrace.job.config;

import java.io.Serializable;

/** Which partition (directory) a row belongs to. */
public record RouteConfig(
        @Key(doc = "The directories under the output's path: `date-hour` is `YYYY/MM/DD/HH`.", value = "date-hour")
                Layout layout,
        @Key(doc = "Where a row's time stands.") EventTimeConfig eventTime)
        implements Serializable {

    public enum Layout {
        DATE_HOUR
    }
}
