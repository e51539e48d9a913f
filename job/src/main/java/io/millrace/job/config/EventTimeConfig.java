package io.millrace.job.config;

import java.io.Serializable;
import java.time.Duration;
import java.time.ZoneId;

/** The time by which a row is partitioned. */
public record EventTimeConfig(
        @Key(
                        doc =
                                "The field that holds the event's time, dotted for a nested one: a timestamp of the schema. Absent: the time at which the source accepted the message.",
                        optional = true,
                        example = "occurred_at")
                String field,
        @Key(doc = "The time zone in which days and hours are cut.", value = "UTC") ZoneId zone,
        @Key(
                        doc =
                                "What happens to a row whose time is absent or not plausible: `reject` it, or use the `message-time` at which the source accepted the message, or the `wall-clock` of the machine that routes it.",
                        value = "reject")
                Fallback fallback,
        @Key(
                        doc = "How far back, before the message's own time, an event's time is plausible.",
                        value = "3650 d",
                        min = "1 min",
                        max = "36500 d")
                Duration maxAge,
        @Key(
                        doc = "How far ahead of the message's own time an event's time is plausible.",
                        value = "1 d",
                        min = "0 s",
                        max = "36500 d")
                Duration maxAhead)
        implements Serializable {

    public enum Fallback {
        REJECT,
        MESSAGE_TIME,
        /** The one way to a time that is not the record's: the same record may get another one after a restart. */
        WALL_CLOCK
    }
}
