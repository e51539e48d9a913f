-- Rows of years before 1970 and after 2100 are not found; a narrower range makes queries faster that name no time.
CREATE EXTERNAL TABLE IF NOT EXISTS `rows` (
  `event_id` string,
  `event_type` string,
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
  `partition_year` int,
  `partition_month` int,
  `partition_day` int,
  `partition_hour` int
)
STORED AS PARQUET
LOCATION 's3://lake/events/'
TBLPROPERTIES (
  'projection.enabled' = 'true',
  'projection.partition_year.type' = 'integer',
  'projection.partition_year.range' = '1970,2100',
  'projection.partition_month.type' = 'integer',
  'projection.partition_month.range' = '1,12',
  'projection.partition_month.digits' = '2',
  'projection.partition_day.type' = 'integer',
  'projection.partition_day.range' = '1,31',
  'projection.partition_day.digits' = '2',
  'projection.partition_hour.type' = 'integer',
  'projection.partition_hour.range' = '0,23',
  'projection.partition_hour.digits' = '2',
  'storage.location.template' = 's3://lake/events/${partition_year}/${partition_month}/${partition_day}/${partition_hour}/'
);
