/**
 * The types that cross the boundaries of Millrace's stages and that user code may see. Plain Java: no Flink, no AWS,
 * no I/O.
 */
package io.millrace.model;
