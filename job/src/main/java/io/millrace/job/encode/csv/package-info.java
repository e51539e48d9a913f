/**
 * Stage 5 of 7, encode: comma-separated values as RFC 4180 has them. Start at
 * {@link io.millrace.job.encode.csv.CsvEncoderFactory}; what each type becomes is in
 * {@link io.millrace.job.encode.csv.CsvRows}.
 *
 * <p>Written here and not by a CSV library, because texts are bytes in UTF-8 from the message to the file: a library would
 * make a String of each, and bytes of that again. The tests read the files with DuckDB and with Jackson.
 */
package io.millrace.job.encode.csv;
