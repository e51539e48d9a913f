package io.millrace.job.cli;

import io.millrace.job.config.FilesConfig;

/** The line that looks at what a run wrote, with a program that everybody can have. */
final class DuckDb {

    private DuckDb() {}

    static String query(FilesConfig files) {
        String path = files.path().value().replace("'", "''");
        String source = files.format().ndjson() == null
                ? "read_parquet('" + path + "/**/*.parquet')"
                : "read_json('" + path + "/**/*.jsonl*')";
        String sql = "FROM " + source + " LIMIT 10";
        String s3 = files.path().isS3() ? "INSTALL httpfs; LOAD httpfs; " : "";
        return "duckdb -c \"" + s3 + sql + "\"";
    }
}
