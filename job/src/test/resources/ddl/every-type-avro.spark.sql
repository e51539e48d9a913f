-- Where Spark reads S3 through Hadoop's own file system, write s3a:// instead of s3://.
-- Needs Spark's own module spark-avro.
-- Without the column time_millis, for whose type Spark has none.
-- Without the column time_micros, for whose type Spark has none.
CREATE TABLE IF NOT EXISTS `rows` (
  `flag` BOOLEAN,
  `small` INT,
  `large` BIGINT,
  `ratio` FLOAT,
  `exact` DOUBLE,
  `text` STRING,
  `raw` BINARY,
  `id` STRING,
  `color` STRING,
  `hash` BINARY,
  `price` DECIMAL(12, 2),
  `balance` DECIMAL(38, 4),
  `rate` DECIMAL(18, 6),
  `millis` TIMESTAMP,
  `micros` TIMESTAMP,
  `local_millis` TIMESTAMP_NTZ,
  `local_micros` TIMESTAMP_NTZ,
  `day` DATE,
  `inner` STRUCT<`name`: STRING, `amount`: DECIMAL(6, 1), `at`: TIMESTAMP, `tags`: ARRAY<STRING>>,
  `maybe_flag` BOOLEAN,
  `maybe_large` BIGINT,
  `maybe_color` STRING,
  `maybe_hash` BINARY,
  `maybe_inner` STRUCT<`name`: STRING, `amount`: DECIMAL(6, 1), `at`: TIMESTAMP, `tags`: ARRAY<STRING>>,
  `maybe_list` ARRAY<BIGINT>,
  `times` ARRAY<TIMESTAMP>,
  `days` ARRAY<DATE>,
  `prices` MAP<STRING, DECIMAL(12, 2)>,
  `inners` ARRAY<STRUCT<`name`: STRING, `amount`: DECIMAL(6, 1), `at`: TIMESTAMP, `tags`: ARRAY<STRING>>>,
  `grid` ARRAY<ARRAY<INT>>,
  `places` MAP<STRING, MAP<STRING, STRUCT<`name`: STRING, `amount`: DECIMAL(6, 1), `at`: TIMESTAMP, `tags`: ARRAY<STRING>>>>
)
USING AVRO
OPTIONS ('recursiveFileLookup' = 'true')
LOCATION 's3://lake/events';
