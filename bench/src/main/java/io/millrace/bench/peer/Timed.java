package io.millrace.bench.peer;

/** An event with a time: microseconds since the epoch. */
interface Timed {

    /** The Avro type of a time. */
    String TIMESTAMP = "{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"}";

    long micros();
}
