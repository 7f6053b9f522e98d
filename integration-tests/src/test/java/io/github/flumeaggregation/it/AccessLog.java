package io.github.flumeaggregation.it;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Makes the lines of an access log in combined format, the same ones for the same seed: several
 * statuses, methods and sizes, some lines up to {@link #MAX_DISORDER_SECONDS} behind those before
 * them, some that are no log lines at all.
 */
final class AccessLog {
  static final int MAX_DISORDER_SECONDS = 4;

  /** One line in so many is malformed. */
  private static final int MALFORMED_EVERY = 500;

  private static final Instant START = Instant.parse("2015-05-17T09:58:30Z");
  private static final String[] METHODS = {"GET", "GET", "GET", "POST", "HEAD", "PUT"};
  private static final int[] STATUSES = {200, 200, 200, 200, 200, 301, 304, 404, 500, 503};
  private static final String[] MALFORMED = {
    "", "\u0016\u0003\u0001 no log line", "192.0.2.1 - - [17/May/2015", "2015-05-17 10:00:00 INFO x"
  };
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT)
          .withZone(ZoneOffset.ofHours(2));

  private final Random random;
  private final long millisPerLine;
  private long madeLines;

  /**
   * @param seed tells one log from another; tests print it
   * @param millisPerLine event time that passes from line to line
   */
  AccessLog(long seed, long millisPerLine) {
    random = new Random(seed);
    this.millisPerLine = millisPerLine;
  }

  /** The next lines, without terminators. */
  List<String> lines(int count) {
    List<String> lines = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      lines.add(line());
    }
    return lines;
  }

  /** Whether a line is a log line. */
  static boolean isSound(String line) {
    return line.startsWith("192.0.2.") && line.endsWith("\"");
  }

  private String line() {
    Instant now = START.plusMillis(madeLines++ * millisPerLine);
    if (random.nextInt(MALFORMED_EVERY) == 0) {
      return MALFORMED[random.nextInt(MALFORMED.length)];
    }
    Instant time = now.minusSeconds(random.nextInt(MAX_DISORDER_SECONDS + 1));
    int status = STATUSES[random.nextInt(STATUSES.length)];
    return String.format(
        Locale.ROOT,
        "192.0.2.%d - - [%s] \"%s /p/%d?q=%d HTTP/1.1\" %d %s \"-\" \"agent/%d \\\"x\\\"\"",
        random.nextInt(256),
        TIME.format(time),
        METHODS[random.nextInt(METHODS.length)],
        random.nextInt(50),
        random.nextInt(1000),
        status,
        status == 304 ? "-" : Integer.toString(random.nextInt(2_000_000)),
        random.nextInt(9));
  }

  /** A table that says of each status its class. */
  static String classesOfStatuses() {
    StringBuilder table = new StringBuilder("status,class\n");
    for (int status : STATUSES) {
      if (table.indexOf("\n" + status + ",") < 0) {
        table.append(status).append(',').append(status / 100).append("xx\n");
      }
    }
    return table.toString();
  }
}
