-- A query has to say which partition_event_type it wants, as the directory is called: WHERE partition_event_type = '…'.
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
  `partition_event_type` string
)
STORED AS PARQUET
LOCATION 's3://lake/events/'
TBLPROPERTIES (
  'projection.enabled' = 'true',
  'projection.partition_event_type.type' = 'injected',
  'storage.location.template' = 's3://lake/events/${partition_event_type}/'
);
