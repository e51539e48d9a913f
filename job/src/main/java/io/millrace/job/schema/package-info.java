/**
 * Beside stage 2, decode. Takes the place of a schema, gives the schema, and says how its versions relate. Start at
 * {@link io.millrace.job.schema.SchemaLoader}.
 */
package io.millrace.job.schema;
