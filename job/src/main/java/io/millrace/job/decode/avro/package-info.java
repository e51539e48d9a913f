/**
 * Stage 2 of 7, decode: records in Avro's binary encoding. Takes a container, a single object or a raw record, gives typed
 * rows of the pipeline's schema. Start at {@link io.millrace.job.decode.avro.AvroDecoder}.
 */
package io.millrace.job.decode.avro;
