package io.millrace.job.encode.parquet;

/**
 * What the columns of one open file share.
 *
 * @param scratch where pages are put together; of all open files of the writer, so empty between two calls
 */
record FileContext(PageLimit limit, PageCodec codec, int dictionarySize, Bytes scratch) {}
