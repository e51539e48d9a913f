package io.millrace.job.ddl;

/** The systems whose statements can be printed. */
public enum Dialect {
    /** A view over the files, with their partitions as columns where the layout names them. */
    DUCKDB {
        @Override
        public String ddl(OutputTable table) {
            return DuckDbDdl.of(table);
        }
    },
    /** A table of Spark's own sources. */
    SPARK {
        @Override
        public String ddl(OutputTable table) {
            return SparkDdl.of(table);
        }
    },
    /** An external table of Athena (and of Hive, without the projection). */
    ATHENA {
        @Override
        public String ddl(OutputTable table) {
            return AthenaDdl.of(table);
        }
    };

    /**
     * The statements that make the table, each with a semicolon, and comments.
     *
     * @throws IllegalArgumentException when the system cannot read what the table describes
     */
    public abstract String ddl(OutputTable table);
}
