-- A query has to say which partition_ledger_sequence it wants, as the directory is called: WHERE partition_ledger_sequence = '…'.
CREATE EXTERNAL TABLE IF NOT EXISTS `rows` (
  `ledger_sequence` bigint,
  `closed_at` timestamp
)
PARTITIONED BY (
  `partition_ledger_sequence` string
)
STORED AS PARQUET
LOCATION 's3://lake/events/ledgers/'
TBLPROPERTIES (
  'projection.enabled' = 'true',
  'projection.partition_ledger_sequence.type' = 'injected',
  'storage.location.template' = 's3://lake/events/ledgers/${partition_ledger_sequence}/'
);
