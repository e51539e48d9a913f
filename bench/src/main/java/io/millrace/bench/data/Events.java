package io.millrace.bench.data;

/** Writes one event after the other, each without its line's end. */
interface Events {
    void write(JsonLine line);
}
