-- Every column is a text, to be CAST in queries; null and an empty text are the same. A text with a line end in it breaks its row.
CREATE EXTERNAL TABLE IF NOT EXISTS `rows` (
  `flag` string,
  `small` string,
  `large` string,
  `ratio` string,
  `exact` string,
  `text` string,
  `raw` string,
  `id` string,
  `color` string,
  `hash` string,
  `price` string,
  `balance` string,
  `rate` string,
  `millis` string,
  `micros` string,
  `local_millis` string,
  `local_micros` string,
  `day` string,
  `time_millis` string,
  `time_micros` string,
  `inner` string,
  `maybe_flag` string,
  `maybe_large` string,
  `maybe_color` string,
  `maybe_hash` string,
  `maybe_inner` string,
  `maybe_list` string,
  `times` string,
  `days` string,
  `prices` string,
  `inners` string,
  `grid` string,
  `places` string
)
ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.OpenCSVSerde'
WITH SERDEPROPERTIES ('separatorChar' = ',', 'quoteChar' = '"', 'escapeChar' = '\001')
STORED AS TEXTFILE
LOCATION 's3://lake/events/'
TBLPROPERTIES (
  'skip.header.line.count' = '1'
);
