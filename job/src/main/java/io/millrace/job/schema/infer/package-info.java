/**
 * Beside stage 2, decode. Takes samples of JSON records, gives a schema that decodes every one of them without changing a
 * value, and what is uncertain about it. Start at {@link io.millrace.job.schema.infer.SchemaInference}.
 */
package io.millrace.job.schema.infer;
