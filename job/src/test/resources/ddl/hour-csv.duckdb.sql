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
  CAST(CAST("geo" AS JSON) AS STRUCT("country" VARCHAR, "city" VARCHAR, "latitude" DOUBLE, "longitude" DOUBLE)) AS "geo",
  CAST(CAST("items" AS JSON) AS STRUCT("sku" VARCHAR, "quantity" INTEGER, "price" DECIMAL(12, 2))[]) AS "items",
  CAST(CAST("experiments" AS JSON) AS MAP(VARCHAR, VARCHAR)) AS "experiments",
  "year",
  "month",
  "day",
  "hour"
FROM read_csv(
  's3://lake/events/year=*/month=*/day=*/hour=*/[!._]*.csv',
  auto_detect = false, header = true,
  delim = ',', quote = '"', escape = '"', nullstr = '', allow_quoted_nulls = false,
  columns = {"event_id": 'VARCHAR', "event_type": 'VARCHAR', "occurred_at": 'TIMESTAMPTZ', "user_id": 'BIGINT', "session_id": 'VARCHAR', "url": 'VARCHAR', "referrer": 'VARCHAR', "user_agent": 'VARCHAR', "duration_ms": 'DOUBLE', "revenue": 'DECIMAL(12, 2)', "geo": 'VARCHAR', "items": 'VARCHAR', "experiments": 'VARCHAR'},
  hive_partitioning = true,
  hive_types = {"year": 'INTEGER', "month": 'INTEGER', "day": 'INTEGER', "hour": 'INTEGER'});
