-- Of times the reader knows only timestamp-millis; others are their numbers, as in the files.
-- Rows of years before 1970 and after 2100 are not found; a narrower range makes queries faster that name no time.
CREATE EXTERNAL TABLE IF NOT EXISTS `rows` (
  `event_id` string,
  `event_type` string,
  `occurred_at` bigint,
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
  `year` int,
  `month` int,
  `day` int,
  `hour` int
)
ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.avro.AvroSerDe'
WITH SERDEPROPERTIES ('avro.schema.literal' = '{"type":"record","name":"ClickEvent","namespace":"io.millrace.model.click","doc":"One event of a web shop\'s clickstream, as its producers send it.","fields":[{"name":"event_id","type":{"type":"string","avro.java.string":"String"},"doc":"A UUID that the producer gives; a re-sent event keeps it."},{"name":"event_type","type":{"type":"string","avro.java.string":"String"},"doc":"page_view, search, add_to_cart, checkout or purchase."},{"name":"occurred_at","type":{"type":"long","logicalType":"timestamp-micros"}},{"name":"user_id","type":["null","long"],"default":null},{"name":"session_id","type":{"type":"string","avro.java.string":"String"}},{"name":"url","type":{"type":"string","avro.java.string":"String"}},{"name":"referrer","type":["null",{"type":"string","avro.java.string":"String"}],"default":null},{"name":"user_agent","type":{"type":"string","avro.java.string":"String"}},{"name":"duration_ms","type":["null","double"],"default":null},{"name":"revenue","type":["null",{"type":"bytes","logicalType":"decimal","precision":12,"scale":2}],"default":null},{"name":"geo","type":["null",{"type":"record","name":"Geo","fields":[{"name":"country","type":{"type":"string","avro.java.string":"String"}},{"name":"city","type":["null",{"type":"string","avro.java.string":"String"}],"default":null},{"name":"latitude","type":["null","double"],"default":null},{"name":"longitude","type":["null","double"],"default":null}]}],"default":null},{"name":"items","type":{"type":"array","items":{"type":"record","name":"Item","fields":[{"name":"sku","type":{"type":"string","avro.java.string":"String"}},{"name":"quantity","type":"int"},{"name":"price","type":{"type":"bytes","logicalType":"decimal","precision":12,"scale":2}}]}},"default":[]},{"name":"experiments","type":{"type":"map","values":{"type":"string","avro.java.string":"String"},"avro.java.string":"String"},"default":{}}]}')
STORED AS AVRO
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
  'storage.location.template' = 's3://lake/events/year=${year}/month=${month}/day=${day}/hour=${hour}/'
);
