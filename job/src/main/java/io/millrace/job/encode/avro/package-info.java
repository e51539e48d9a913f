/**
 * Stage 5 of 7, encode: Avro's container files. Start at {@link io.millrace.job.encode.avro.AvroEncoderFactory}. The
 * container, its codecs and the binary form of each value are Avro's own library; the slots of a row go to it directly,
 * without a record object in between.
 */
package io.millrace.job.encode.avro;
