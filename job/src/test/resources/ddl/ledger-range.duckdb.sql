CREATE OR REPLACE VIEW "rows" AS
SELECT
  "ledger_sequence",
  "closed_at"
FROM read_parquet(
  's3://lake/events/ledgers/[!._]*/[!._]*.parquet',
  union_by_name = true,
  hive_partitioning = false);
