package io.millrace.job.cli;

import io.millrace.job.config.FilesConfig;
import io.millrace.job.config.FormatConfig;
import io.millrace.job.config.TypeName;

/** The line that looks at what a run wrote, with a program that everybody can have. */
final class DuckDb {

    private DuckDb() {}

    /** @param type whose rows are looked at; null for those of the only one */
    static String query(FilesConfig files, TypeName type) {
        String path = files.path().value().replace("'", "''") + (type == null ? "" : "/" + type);
        FormatConfig format = files.format();
        String extensions = "";
        String source;
        if (format.ndjson() != null) {
            source = "read_json('" + path + "/**/*.jsonl*')";
        } else if (format.csv() != null) {
            source = "read_csv('" + path + "/**/*.csv*', header = "
                    + format.csv().header() + ")";
        } else if (format.avro() != null) {
            source = "read_avro('" + path + "/**/*.avro')";
            extensions = "INSTALL avro; LOAD avro; ";
        } else {
            source = "read_parquet('" + path + "/**/*.parquet')";
        }
        String sql = "FROM " + source + " LIMIT 10";
        if (files.path().isObjectStore()) {
            extensions += "INSTALL httpfs; LOAD httpfs; ";
        }
        return "duckdb -c \"" + extensions + sql + "\"";
    }
}
