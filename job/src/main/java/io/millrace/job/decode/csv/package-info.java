/**
 * Stage 2 of 7, decode: records in CSV. Takes the bytes of a message, finds the records in them, gives a typed row for
 * each. Start at {@link io.millrace.job.decode.csv.CsvDecoder}.
 */
package io.millrace.job.decode.csv;
