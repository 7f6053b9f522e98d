package io.github.flumeaggregation.benchmarks.flink;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What the windows need of a line of an access log in combined format. */
public final class Request {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT);

  /** Fields without accessors, which Flink copies faster than by reflection. */
  public String group = "";

  /** Its time, since the epoch. */
  public long millis;

  /** Of the answer. */
  public long bytes;

  /** As Flink asks for. */
  public Request() {}

  /** Reads lines of which many in a row have one time. */
  static final class Parser {
    private String time = "";
    private long millis;

    /** Finds the fields by what stands around them, without a pattern. */
    Request parse(String line) {
      int timeStart = line.indexOf('[') + 1;
      int timeEnd = line.indexOf(']', timeStart);
      int method = line.indexOf('"', timeEnd) + 1;
      int status = line.indexOf('"', method) + 2;
      int bytes = line.indexOf(' ', status) + 1;
      Request request = new Request();
      request.group =
          line.substring(status, bytes - 1)
              + ' '
              + line.substring(method, line.indexOf(' ', method));
      request.bytes = Long.parseLong(line, bytes, line.indexOf(' ', bytes), 10);
      if (!line.regionMatches(timeStart, time, 0, time.length()) || time.isEmpty()) {
        time = line.substring(timeStart, timeEnd);
        millis = OffsetDateTime.parse(time, TIME).toInstant().toEpochMilli();
      }
      request.millis = millis;
      return request;
    }
  }
}
