-- Where Spark reads S3 through Hadoop's own file system, write s3a:// instead of s3://.
CREATE TABLE IF NOT EXISTS `rows` (
  `flag` BOOLEAN,
  `small` INT,
  `large` BIGINT,
  `ratio` FLOAT,
  `exact` DOUBLE,
  `text` STRING,
  `raw` STRING,
  `id` STRING,
  `color` STRING,
  `hash` STRING,
  `price` DECIMAL(12, 2),
  `balance` DECIMAL(38, 4),
  `rate` DECIMAL(18, 6),
  `millis` TIMESTAMP,
  `micros` TIMESTAMP,
  `local_millis` TIMESTAMP_NTZ,
  `local_micros` TIMESTAMP_NTZ,
  `day` DATE,
  `time_millis` STRING,
  `time_micros` STRING,
  `inner` STRING,
  `maybe_flag` BOOLEAN,
  `maybe_large` BIGINT,
  `maybe_color` STRING,
  `maybe_hash` STRING,
  `maybe_inner` STRING,
  `maybe_list` STRING,
  `times` STRING,
  `days` STRING,
  `prices` STRING,
  `inners` STRING,
  `grid` STRING,
  `places` STRING
)
USING CSV
OPTIONS ('header' = 'true', 'escape' = '"', 'multiLine' = 'true', 'recursiveFileLookup' = 'true')
LOCATION 's3://lake/events';
