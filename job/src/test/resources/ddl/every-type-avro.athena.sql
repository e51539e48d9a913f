-- Of times the reader knows only timestamp-millis; others are their numbers, as in the files.
CREATE EXTERNAL TABLE IF NOT EXISTS `rows` (
  `flag` boolean,
  `small` int,
  `large` bigint,
  `ratio` float,
  `exact` double,
  `text` string,
  `raw` binary,
  `id` string,
  `color` string,
  `hash` binary,
  `price` decimal(12,2),
  `balance` decimal(38,4),
  `rate` decimal(18,6),
  `millis` timestamp,
  `micros` bigint,
  `local_millis` bigint,
  `local_micros` bigint,
  `day` date,
  `time_millis` int,
  `time_micros` bigint,
  `inner` struct<name:string,amount:decimal(6,1),at:bigint,tags:array<string>>,
  `maybe_flag` boolean,
  `maybe_large` bigint,
  `maybe_color` string,
  `maybe_hash` binary,
  `maybe_inner` struct<name:string,amount:decimal(6,1),at:bigint,tags:array<string>>,
  `maybe_list` array<bigint>,
  `times` array<bigint>,
  `days` array<date>,
  `prices` map<string,decimal(12,2)>,
  `inners` array<struct<name:string,amount:decimal(6,1),at:bigint,tags:array<string>>>,
  `grid` array<array<int>>,
  `places` map<string,map<string,struct<name:string,amount:decimal(6,1),at:bigint,tags:array<string>>>>
)
ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.avro.AvroSerDe'
WITH SERDEPROPERTIES ('avro.schema.literal' = '{"type":"record","name":"Torture","namespace":"io.millrace.job.transform.typed","doc":"Every type that a row can hold, null and not, at the top and inside.","fields":[{"name":"flag","type":"boolean"},{"name":"small","type":"int"},{"name":"large","type":"long"},{"name":"ratio","type":"float"},{"name":"exact","type":"double"},{"name":"text","type":{"type":"string","avro.java.string":"String"}},{"name":"raw","type":"bytes"},{"name":"id","type":{"type":"string","logicalType":"uuid"}},{"name":"color","type":{"type":"enum","name":"Color","symbols":["RED","GREEN"]}},{"name":"hash","type":{"type":"fixed","name":"Hash","size":4}},{"name":"price","type":{"type":"bytes","logicalType":"decimal","precision":12,"scale":2}},{"name":"balance","type":{"type":"bytes","logicalType":"decimal","precision":38,"scale":4}},{"name":"rate","type":{"type":"fixed","name":"Rate","size":8,"logicalType":"decimal","precision":18,"scale":6}},{"name":"millis","type":{"type":"long","logicalType":"timestamp-millis"}},{"name":"micros","type":{"type":"long","logicalType":"timestamp-micros"}},{"name":"local_millis","type":{"type":"long","logicalType":"local-timestamp-millis"}},{"name":"local_micros","type":{"type":"long","logicalType":"local-timestamp-micros"}},{"name":"day","type":{"type":"int","logicalType":"date"}},{"name":"time_millis","type":{"type":"int","logicalType":"time-millis"}},{"name":"time_micros","type":{"type":"long","logicalType":"time-micros"}},{"name":"inner","type":{"type":"record","name":"Inner","fields":[{"name":"name","type":["null",{"type":"string","avro.java.string":"String"}],"default":null},{"name":"amount","type":["null",{"type":"bytes","logicalType":"decimal","precision":6,"scale":1}],"default":null},{"name":"at","type":["null",{"type":"long","logicalType":"timestamp-micros"}],"default":null},{"name":"tags","type":{"type":"array","items":{"type":"string","avro.java.string":"String"}},"default":[]}]}},{"name":"maybe_flag","type":["null","boolean"],"default":null},{"name":"maybe_large","type":["long","null"],"default":0},{"name":"maybe_color","type":["null","Color"],"default":null},{"name":"maybe_hash","type":["null","Hash"],"default":null},{"name":"maybe_inner","type":["null","Inner"],"default":null},{"name":"maybe_list","type":["null",{"type":"array","items":["null","long"]}],"default":null},{"name":"times","type":{"type":"array","items":{"type":"long","logicalType":"timestamp-micros"}}},{"name":"days","type":{"type":"array","items":["null",{"type":"int","logicalType":"date"}]}},{"name":"prices","type":{"type":"map","values":["null",{"type":"bytes","logicalType":"decimal","precision":12,"scale":2}],"avro.java.string":"String"}},{"name":"inners","type":{"type":"array","items":"Inner"}},{"name":"grid","type":{"type":"array","items":{"type":"array","items":"int"}}},{"name":"places","type":{"type":"map","values":{"type":"map","values":"Inner","avro.java.string":"String"},"avro.java.string":"String"}}]}')
STORED AS AVRO
LOCATION 's3://lake/events/';
