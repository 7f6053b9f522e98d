-- The same of rows in Kafka, as to-kafka.conf writes them, by Spark's Structured Streaming source.
CREATE TEMPORARY VIEW records USING kafka OPTIONS (
  kafka.bootstrap.servers 'kafka.example.com:9092',
  subscribe 'traffic'
);

WITH parsed AS (
  SELECT from_json(
    CAST(value AS STRING),
    'type STRING, id STRING, window STRUCT<start: TIMESTAMP, end: TIMESTAMP>,
     group MAP<STRING, STRING>, values MAP<STRING, DECIMAL(38, 9)>,
     revision BIGINT, retracted BOOLEAN') AS row
  FROM records
),
ranked AS (
  SELECT row.*, row_number() OVER (
    PARTITION BY regexp_replace(row.id, '/[0-9]+$', '') ORDER BY row.revision DESC) AS newest
  FROM parsed
  WHERE row.type = 'row'
)
SELECT
  group['status'] AS status,
  min(window.start) AS first,
  CAST(sum(values['count']) AS BIGINT) AS requests,
  CAST(sum(values['sum(bytes)']) AS DECIMAL(38, 0)) AS bytes,
  CAST(max(values['max(bytes)']) AS DOUBLE) AS largest
FROM ranked
WHERE newest = 1 AND retracted IS NOT TRUE
GROUP BY 1
ORDER BY 1;
