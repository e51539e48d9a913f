package io.millrace.job.encode.parquet;

/** What the columns of one open file share. */
record FileContext(PageLimit limit, PageCodec codec, int dictionarySize) {}
