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
  "experiments",
  "year",
  "month",
  "day",
  "hour"
FROM read_json(
  's3://lake/events/year=*/month=*/day=*/hour=*/[!._]*.jsonl',
  format = 'newline_delimited',
  columns = {"event_id": 'VARCHAR', "event_type": 'VARCHAR', "occurred_at": 'TIMESTAMPTZ', "user_id": 'BIGINT', "session_id": 'VARCHAR', "url": 'VARCHAR', "referrer": 'VARCHAR', "user_agent": 'VARCHAR', "duration_ms": 'DOUBLE', "revenue": 'DECIMAL(12, 2)', "geo": 'STRUCT("country" VARCHAR, "city" VARCHAR, "latitude" DOUBLE, "longitude" DOUBLE)', "items": 'STRUCT("sku" VARCHAR, "quantity" INTEGER, "price" DECIMAL(12, 2))[]', "experiments": 'MAP(VARCHAR, VARCHAR)'},
  hive_partitioning = true,
  hive_types = {"year": 'INTEGER', "month": 'INTEGER', "day": 'INTEGER', "hour": 'INTEGER'});
