-- Every column is a text, to be CAST in queries; null and an empty text are the same. A text with a line end in it breaks its row.
-- Rows of years before 1970 and after 2100 are not found; a narrower range makes queries faster that name no time.
CREATE EXTERNAL TABLE IF NOT EXISTS `rows` (
  `event_id` string,
  `event_type` string,
  `occurred_at` string,
  `user_id` string,
  `session_id` string,
  `url` string,
  `referrer` string,
  `user_agent` string,
  `duration_ms` string,
  `revenue` string,
  `geo` string,
  `items` string,
  `experiments` string
)
PARTITIONED BY (
  `year` int,
  `month` int,
  `day` int,
  `hour` int
)
ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.OpenCSVSerde'
WITH SERDEPROPERTIES ('separatorChar' = ',', 'quoteChar' = '"', 'escapeChar' = '\001')
STORED AS TEXTFILE
LOCATION 's3://lake/events/'
TBLPROPERTIES (
  'projection.enabled' = 'true',
  'projection.year.type' = 'integer',
  'projection.year.range' = '1970,2100',
  'projection.month.type' = 'integer',
  'projection.month.range' = '1,12',
  'projection.month.digits' = '2',
  'projection.day.type' = 'integer',
  'projection.day.range' = '1,31',
  'projection.day.digits' = '2',
  'projection.hour.type' = 'integer',
  'projection.hour.range' = '0,23',
  'projection.hour.digits' = '2',
  'storage.location.template' = 's3://lake/events/year=${year}/month=${month}/day=${day}/hour=${hour}/',
  'skip.header.line.count' = '1'
);
