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
  `source` string,
  `date` date
)
STORED AS PARQUET
LOCATION 's3://lake/events/'
TBLPROPERTIES (
  'projection.enabled' = 'true',
  'projection.source.type' = 'enum',
  'projection.source.values' = 'web',
  'projection.date.type' = 'date',
  'projection.date.format' = 'yyyy-MM-dd',
  'projection.date.range' = '1970-01-01,2100-12-31',
  'storage.location.template' = 's3://lake/events/source=${source}/date=${date}/'
);
