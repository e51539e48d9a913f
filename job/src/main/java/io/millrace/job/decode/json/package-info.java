/**
 * Stage 2 of 7, decode: JSON. Takes the bytes of one object, gives one row. Start at
 * {@link io.millrace.job.decode.json.JsonDecoder}; the tree of readers that does the work is built by
 * {@code Readers}, and every reader is a {@code ValueReader}.
 */
package io.millrace.job.decode.json;
