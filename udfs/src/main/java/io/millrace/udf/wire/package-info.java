/**
 * What messages hold in more than one form, or in a form that Avro has no type for: times, numbers of any size, unsigned
 * ones. Start at {@link io.millrace.udf.wire.WireTime}.
 */
package io.millrace.udf.wire;
