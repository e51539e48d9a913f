CREATE EXTERNAL TABLE IF NOT EXISTS `rows` (
  `event_id` string,
  `occurred_at` timestamp,
  `user_id` bigint,
  `session_id` string,
  `url` string,
  `referrer` string,
  `user_agent` string,
  `duration_ms` double,
  `revenue` decimal(12,2),
  `geo` struct<country:string,city:string,latitude:double,longitude:double>,
  `items` array<struct<sku:string,quantity:int,price:decimal(12,2)>>,
  `experiments` map<string,string>
)
PARTITIONED BY (
  `event_type` string,
  `date` date
)
STORED AS PARQUET
LOCATION 's3://lake/events/v1/';

-- Finds the directories that there are; again, when there are new ones. A single one is added by
--   ALTER TABLE `rows` ADD IF NOT EXISTS PARTITION (`event_type` = …, `date` = …) LOCATION 's3://…/'
MSCK REPAIR TABLE `rows`;
