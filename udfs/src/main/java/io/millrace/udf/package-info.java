/**
 * The contracts that user code implements: functions on typed records, found by name. Start at
 * {@link io.millrace.udf.RecordFunction}. Plain Java: no Flink, no AWS, no I/O.
 */
package io.millrace.udf;
