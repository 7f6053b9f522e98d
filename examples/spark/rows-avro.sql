-- Requests and bytes by status, over all windows. Of each row the highest revision counts.
CREATE TEMPORARY VIEW traffic USING avro OPTIONS (
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
  sum(CAST(exact['count'] AS BIGINT)) AS requests,
  sum(CAST(exact['sum(bytes)'] AS DECIMAL(38, 0))) AS bytes,
  max(values['max(bytes)']) AS largest
FROM ranked
WHERE newest = 1 AND NOT retracted
GROUP BY 1
ORDER BY 1;
