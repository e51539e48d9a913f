CREATE OR REPLACE VIEW "rows" AS
SELECT
  "event_id",
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
  "experiments",
  "event_type",
  "date"
FROM read_parquet(
  's3://lake/events/v1/event_type=*/date=*/[!._]*.parquet',
  union_by_name = true,
  hive_partitioning = true,
  hive_types = {"event_type": 'VARCHAR', "date": 'DATE'});
