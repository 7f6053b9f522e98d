-- The same of rows as JSON. Without columns given, Spark would make one of every group and value.
CREATE TEMPORARY VIEW traffic (
  type STRING,
  id STRING,
  window STRUCT<start: TIMESTAMP, end: TIMESTAMP>,
  group MAP<STRING, STRING>,
  values MAP<STRING, DECIMAL(38, 9)>,
  revision BIGINT,
  retracted BOOLEAN
) USING json OPTIONS (
  path 'hdfs://namenode:8020/flume/windows/traffic',
  recursiveFileLookup 'true'
);

WITH ranked AS (
  SELECT *, row_number() OVER (
    PARTITION BY regexp_replace(id, '/[0-9]+$', '') ORDER BY revision DESC) AS newest
  FROM traffic
  WHERE type = 'row'
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
