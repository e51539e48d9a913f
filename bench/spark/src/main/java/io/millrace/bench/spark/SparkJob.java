package io.millrace.bench.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.hour;
import static org.apache.spark.sql.functions.to_date;

import org.apache.spark.sql.SparkSession;

/** The bench's job on Spark: JSON lines to Parquet files by the hour of the event. */
public final class SparkJob {

    private SparkJob() {}

    public static void main(String[] args) {
        String columns = args[0];
        String time = args[1];
        String input = args[2];
        String output = args[3];
        String codec = args[4];
        String threads = args[5];
        SparkSession spark = SparkSession.builder()
                .master("local[" + threads + "]")
                .config("spark.ui.enabled", false)
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS")
                // A file open for every hour, instead of a sort by hour.
                .config("spark.sql.maxConcurrentOutputFileWriters", 64)
                .getOrCreate();
        spark.read()
                .schema(columns)
                .option("mode", "FAILFAST")
                .json(input)
                .withColumn("day", to_date(col(time)))
                .withColumn("hour", hour(col(time)))
                .write()
                .partitionBy("day", "hour")
                .option("compression", codec)
                .parquet(output);
        spark.stop();
    }
}
