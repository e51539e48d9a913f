-- Where Spark reads S3 through Hadoop's own file system, write s3a:// instead of s3://.
-- Needs Spark's own module spark-avro.
CREATE TABLE IF NOT EXISTS `rows` (
  `event_id` STRING,
  `event_type` STRING,
  `occurred_at` TIMESTAMP,
  `user_id` BIGINT,
  `session_id` STRING,
  `url` STRING,
  `referrer` STRING,
  `user_agent` STRING,
  `duration_ms` DOUBLE,
  `revenue` DECIMAL(12, 2),
  `geo` STRUCT<`country`: STRING, `city`: STRING, `latitude`: DOUBLE, `longitude`: DOUBLE>,
  `items` ARRAY<STRUCT<`sku`: STRING, `quantity`: INT, `price`: DECIMAL(12, 2)>>,
  `experiments` MAP<STRING, STRING>,
  `year` INT,
  `month` INT,
  `day` INT,
  `hour` INT
)
USING AVRO
PARTITIONED BY (`year`, `month`, `day`, `hour`)
LOCATION 's3://lake/events';

-- Finds the directories that there are; again, when there are new ones.
MSCK REPAIR TABLE `rows`;
