-- Without the column time_millis, for whose type Athena has none.
-- Without the column time_micros, for whose type Athena has none.
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
  `micros` timestamp,
  `local_millis` timestamp,
  `local_micros` timestamp,
  `day` date,
  `inner` struct<name:string,amount:decimal(6,1),at:timestamp,tags:array<string>>,
  `maybe_flag` boolean,
  `maybe_large` bigint,
  `maybe_color` string,
  `maybe_hash` binary,
  `maybe_inner` struct<name:string,amount:decimal(6,1),at:timestamp,tags:array<string>>,
  `maybe_list` array<bigint>,
  `times` array<timestamp>,
  `days` array<date>,
  `prices` map<string,decimal(12,2)>,
  `inners` array<struct<name:string,amount:decimal(6,1),at:timestamp,tags:array<string>>>,
  `grid` array<array<int>>,
  `places` map<string,map<string,struct<name:string,amount:decimal(6,1),at:timestamp,tags:array<string>>>>
)
STORED AS PARQUET
LOCATION 's3://lake/events/';
