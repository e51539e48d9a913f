/**
 * Stage 5 of 7, encode: Parquet files, column by column, on parquet-java's pages and footers. Start at
 * {@link io.millrace.job.encode.parquet.ParquetEncoder}.
 *
 * <p>A row is taken apart once, by a tree of {@code FieldWriter}s made once per schema, into one {@code ColumnBuffer}
 * per leaf. A column buffer decides between a dictionary and plain values, cuts pages and keeps their statistics. From
 * compression on everything is parquet-java's: page headers, column and offset indexes, row groups, the footer.
 *
 * <p>parquet-java's own column writers would do the same work with an object per text and a linked hash map for each
 * dictionary; that is where a stock Parquet writer spends most of its time.
 */
package io.millrace.job.encode.parquet;
