-- Where Spark reads S3 through Hadoop's own file system, write s3a:// instead of s3://.
CREATE TABLE IF NOT EXISTS `rows` (
  `ledger_sequence` BIGINT,
  `closed_at` TIMESTAMP
)
USING PARQUET
OPTIONS ('recursiveFileLookup' = 'true')
LOCATION 's3://lake/events/ledgers';
