package io.github.flumeaggregation.it;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * Computes windows of access logs in SQL, apart from all code of ours. Lines are parsed by a
 * regular expression; what does not match is no log line.
 */
final class Duck implements AutoCloseable {
  private static final String LINE =
      "^\\S+ \\S+ \\S+ \\[([^\\]]+)\\] \".*\" (\\d{3}) (\\d+|-) \".*\" \".*\"$";

  private final Connection connection;

  private Duck(Connection connection) {
    this.connection = connection;
  }

  /** Reads all logs whose path matches {@code glob}. */
  static Duck over(Path glob) throws SQLException {
    Duck duck = new Duck(DriverManager.getConnection("jdbc:duckdb:"));
    try (Statement statement = duck.connection.createStatement()) {
      statement.execute(
          """
          CREATE TABLE requests AS
          SELECT epoch(strptime(f.time, '%%d/%%b/%%Y:%%H:%%M:%%S %%z'))::BIGINT AS second,
                 f.status AS status,
                 CASE f.bytes WHEN '-' THEN 0 ELSE f.bytes::BIGINT END AS bytes
          FROM (SELECT regexp_extract(line, '%s', ['time', 'status', 'bytes']) AS f
                FROM (SELECT unnest(string_split(content, chr(10))) AS line
                      FROM read_text('%s')))
          WHERE f.status <> ''
          """
              .formatted(LINE, glob));
    }
    return duck;
  }

  /** Number of lines that are log lines. */
  long requests() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT count(*) FROM requests")) {
      result.next();
      return result.getLong(1);
    }
  }

  /** Number of log lines by status. */
  Map<String, Long> byStatus() throws SQLException {
    Map<String, Long> counts = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT status, count(*) FROM requests GROUP BY status")) {
      while (rows.next()) {
        counts.put(rows.getString(1), rows.getLong(2));
      }
    }
    return counts;
  }

  /** By status: the first minute with a line, number of lines, bytes, most bytes of a line. */
  Map<String, String> totals() throws SQLException {
    Map<String, String> totals = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                SELECT status,
                       strftime(to_timestamp(min(second) // 60 * 60) AT TIME ZONE 'UTC',
                                '%Y-%m-%dT%H:%M:%S.000Z'),
                       count(*), sum(bytes)::VARCHAR, max(bytes)
                FROM requests GROUP BY status
                """)) {
      while (rows.next()) {
        totals.put(
            rows.getString(1),
            String.join(
                " ", rows.getString(2), rows.getString(3), rows.getString(4), rows.getString(5)));
      }
    }
    return totals;
  }

  /**
   * The statistics of each window that has a line, by {@code start status}.
   *
   * @param lengthSeconds length of a window
   * @param slideSeconds distance of the windows' starts; the length for tumbling windows
   */
  Map<String, Statistics> windows(long lengthSeconds, long slideSeconds) throws SQLException {
    Map<String, Statistics> windows = new TreeMap<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            SELECT start, status, count(*), sum(bytes)::VARCHAR, max(bytes)
            FROM (SELECT status, bytes,
                         unnest(range(second // $2 * $2, second - $1, -$2)) AS start
                  FROM requests)
            GROUP BY start, status
            """)) {
      query.setLong(1, lengthSeconds);
      query.setLong(2, slideSeconds);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          windows.put(
              Instant.ofEpochSecond(rows.getLong(1)) + " " + rows.getString(2),
              Statistics.of(
                  rows.getBigDecimal(3),
                  new BigDecimal(rows.getString(4)),
                  rows.getBigDecimal(5),
                  lengthSeconds));
        }
      }
    }
    return windows;
  }

  /**
   * The statistics of each session of lines of one status, by {@code start end status}. Lines of
   * one second are in one session, whichever of them comes first: it may be another each time.
   *
   * @param gapSeconds what lies at least this far apart is in two sessions
   * @param maxSeconds at multiples of it longer ones are cut
   */
  Map<String, Statistics> sessions(long gapSeconds, long maxSeconds) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            WITH gaps AS (
              SELECT *, CASE WHEN second - lag(second) OVER byTime < $1 THEN 0 ELSE 1 END AS opens
              FROM requests WINDOW byTime AS (PARTITION BY status ORDER BY second)),
            numbered AS (
              SELECT *, sum(opens) OVER (PARTITION BY status ORDER BY second
                                         RANGE UNBOUNDED PRECEDING) AS run
              FROM gaps),
            cut AS (
              SELECT *, max(second) OVER ofRun AS last,
                     CASE WHEN max(second) OVER ofRun + $1 - min(second) OVER ofRun > $2
                          THEN second // $2 END AS part
              FROM numbered WINDOW ofRun AS (PARTITION BY status, run))
            SELECT min(second),
                   CASE WHEN max(second) = max(last) THEN max(second) + $1
                        ELSE least(max(second) + $1, (max(part) + 1) * $2) END,
                   status, count(*), sum(bytes)::VARCHAR, max(bytes)
            FROM cut GROUP BY status, run, part
            """)) {
      return byStartAndEnd(query, gapSeconds, maxSeconds);
    }
  }

  /**
   * The statistics of each cumulative window that has a line, by {@code start end status}.
   *
   * @param periodSeconds how much of it there is at most
   * @param stepSeconds how often there is a window
   */
  Map<String, Statistics> cumulativeWindows(long periodSeconds, long stepSeconds)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            SELECT ends - (ends - 1) % $1 - 1, ends, status,
                   count(*), sum(bytes)::VARCHAR, max(bytes)
            FROM (SELECT status, bytes,
                         unnest(range(second // $2 * $2 + $2, second // $1 * $1 + $1 + 1, $2))
                           AS ends
                  FROM requests)
            GROUP BY ends, status
            """)) {
      return byStartAndEnd(query, periodSeconds, stepSeconds);
    }
  }

  /** By {@code minute class}: lines, those of up to 1,000 and 1,000,000 bytes, and their bytes. */
  Map<String, String> sizes() throws SQLException {
    Map<String, String> sizes = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                SELECT second // 60 * 60, status[1] || 'xx', count(*),
                       count(*) FILTER (bytes <= 1000), count(*) FILTER (bytes <= 1000000),
                       sum(bytes)::VARCHAR
                FROM requests GROUP BY ALL
                """)) {
      while (rows.next()) {
        sizes.put(
            Instant.ofEpochSecond(rows.getLong(1)) + " " + rows.getString(2),
            String.join(
                " ", rows.getString(3), rows.getString(4), rows.getString(5), rows.getString(6)));
      }
    }
    return sizes;
  }

  /** What a query of start, end, status, number of lines, bytes and most bytes gives. */
  private static Map<String, Statistics> byStartAndEnd(
      PreparedStatement query, long first, long second) throws SQLException {
    query.setLong(1, first);
    query.setLong(2, second);
    Map<String, Statistics> windows = new TreeMap<>();
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        long start = rows.getLong(1);
        long end = rows.getLong(2);
        windows.put(
            Instant.ofEpochSecond(start)
                + " "
                + Instant.ofEpochSecond(end)
                + " "
                + rows.getString(3),
            Statistics.of(
                rows.getBigDecimal(4),
                new BigDecimal(rows.getString(5)),
                rows.getBigDecimal(6),
                end - start));
      }
    }
    return windows;
  }

  /**
   * The statistics, by status, of the lines of the last while up to the newest line.
   *
   * @param seconds how long it is
   */
  Map<String, Statistics> latest(long seconds) throws SQLException {
    Map<String, Statistics> latest = new TreeMap<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            SELECT status, count(*), sum(bytes)::VARCHAR, max(bytes)
            FROM requests
            WHERE second > (SELECT max(second) FROM requests) - $1
            GROUP BY status
            """)) {
      query.setLong(1, seconds);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          BigDecimal sum = new BigDecimal(rows.getString(3));
          latest.put(
              rows.getString(1),
              Statistics.of(rows.getBigDecimal(2), sum, rows.getBigDecimal(4), seconds));
        }
      }
    }
    return latest;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
