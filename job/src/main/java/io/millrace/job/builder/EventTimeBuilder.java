// Generated from the declarations of the keys by GeneratedFilesTest, which says how.
package io.millrace.job.builder;

import io.millrace.job.config.EventTimeConfig;
import io.millrace.job.config.SectionBuilder;
import java.time.Duration;
import java.time.ZoneId;

/** What is said of {@code types.route.event-time} or {@code route.event-time}. */
public final class EventTimeBuilder extends SectionBuilder<EventTimeConfig> {

    EventTimeBuilder() {}

    /**
     * {@code field}: The field that holds the event's time, dotted for a nested one: a timestamp of the schema. Absent:
     * the time at which the source accepted the message. Example: {@code occurred_at}.
     */
    public EventTimeBuilder field(String field) {
        value("field", field);
        return this;
    }

    /** {@code zone}: The time zone in which days and hours are cut. Default: {@code UTC}. */
    public EventTimeBuilder zone(ZoneId zone) {
        value("zone", zone);
        return this;
    }

    /**
     * {@code fallback}: What happens to a row whose time is absent or not plausible: {@code reject} it, or use the
     * {@code message-time} at which the source accepted the message, or the {@code wall-clock} of the machine that
     * routes it. Default: {@code reject}.
     */
    public EventTimeBuilder fallback(EventTimeConfig.Fallback fallback) {
        value("fallback", fallback);
        return this;
    }

    /**
     * {@code max-age}: How far back, before the message's own time, an event's time is plausible. Between 1 min and
     * 36500 d. Default: {@code 3650 d}.
     */
    public EventTimeBuilder maxAge(Duration maxAge) {
        value("max-age", maxAge);
        return this;
    }

    /**
     * {@code max-ahead}: How far ahead of the message's own time an event's time is plausible. Between 0 s and 36500 d.
     * Default: {@code 1 d}.
     */
    public EventTimeBuilder maxAhead(Duration maxAhead) {
        value("max-ahead", maxAhead);
        return this;
    }
}
