SET threads = ${threads};
SET preserve_insertion_order = false;
SET TimeZone = 'UTC';
SET temp_directory = '${temp}';
-- By way of make_timestamp the hour is cut without ICU, which is several times slower.
COPY (
    SELECT *,
        make_timestamp(epoch_us(${time}))::DATE AS day,
        hour(make_timestamp(epoch_us(${time}))) AS hour
    FROM read_json('${input}/**/*.jsonl', format = 'newline_delimited', columns = {${columns}})
) TO '${output}' (FORMAT parquet, COMPRESSION ${codec}, PARTITION_BY (day, hour));
