CREATE TABLE events (${columns}) WITH (
    'connector' = 'filesystem',
    'path' = '${input}',
    'format' = 'json',
    'json.timestamp-format.standard' = 'ISO-8601'
);

CREATE TABLE files (${columns}, `day` STRING, `hour` STRING) PARTITIONED BY (`day`, `hour`) WITH (
    'connector' = 'filesystem',
    'path' = '${output}',
    'format' = 'parquet',
    'parquet.compression' = '${codec}',
    'parquet.utc-timezone' = 'true',
    'parquet.write.int64.timestamp' = 'true',
    'parquet.timestamp.time.unit' = 'micros'
);

INSERT INTO files
SELECT *, DATE_FORMAT(${time}, 'yyyy-MM-dd'), DATE_FORMAT(${time}, 'HH')
FROM events;
