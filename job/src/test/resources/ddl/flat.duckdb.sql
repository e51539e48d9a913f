CREATE OR REPLACE VIEW "rows" AS
SELECT
  "event_id",
  "event_type",
  "occurred_at",
  "user_id",
  "session_id",
  "url",
  "referrer",
  "user_agent",
  "duration_ms",
  "revenue",
  "geo",
  "items",
  "experiments"
FROM read_parquet(
  's3://lake/events/[!._]*.parquet',
  union_by_name = true,
  hive_partitioning = false);
