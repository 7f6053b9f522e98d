package io.github.flumeaggregation.interceptor;

import static io.github.flumeaggregation.interceptor.AccessLog.tailed;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.core.config.Settings;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.flume.Event;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** However long an interceptor runs, it takes no more memory than after its first windows. */
@Tag("search")
class NoGrowthTest {
  private static final int WARM_UP_LINES = 100_000;
  private static final int LINES = 400_000;

  /** So that the number of files that are remembered is at its bound after the first lines. */
  private static final int FILE_LINES = 50;

  /** Per line it would be less than a bit. */
  private static final long ALLOWED_BYTES = 40_000;

  /** A class of ours, or an array of what its arrays are of: number of objects, bytes, name. */
  private static final Pattern OURS =
      Pattern.compile("\\d+:\\s+(\\d+)\\s+(\\d+)\\s+(\\[[JIB]|\\S*flumeaggregation\\S*).*");

  private final AggregationInterceptor interceptor =
      new AggregationInterceptor(
          AggregationInterceptorConfig.read(
              Settings.of(
                  "test",
                  Map.of(
                      "name", "test",
                      "fields", "status, method",
                      "stamp", "recent.avg(bytes)",
                      "aggregations", "all byStatus recent",
                      "aggregations.all.compute", "count, sum(bytes), p99(bytes)",
                      "aggregations.byStatus.groupBy", "status",
                      "aggregations.byStatus.compute", "count, distinct(path)",
                      "aggregations.recent.window", "sliding 1m",
                      "aggregations.recent.groupBy", "status",
                      "aggregations.recent.compute", "avg(bytes), max(bytes), rate"))));

  private long sent;
  private long offset;

  @Test
  void boundedGroups_takeNoMoreMemoryTheLongerItRuns() throws Exception {
    send(WARM_UP_LINES);
    long[] before = ourObjectsAndBytes();

    send(LINES);

    long[] after = ourObjectsAndBytes();
    assertThat(after[0]).as("objects of our classes").isLessThanOrEqualTo(before[0] + 10);
    assertThat(after[1] - before[1]).as("bytes more").isLessThan(ALLOWED_BYTES);
    assertThat(interceptor.values().get("LinesCounted")).isEqualTo((long) WARM_UP_LINES + LINES);
  }

  /** A hundred lines to a second, of a file that is rotated after each {@link #FILE_LINES}. */
  private void send(int lines) {
    for (int i = 0; i < lines; i++) {
      long line = sent++;
      offset = line % FILE_LINES == 0 ? 0 : offset;
      Event event = tailed(offset, body(line), 1);
      event.getHeaders().put("tail.file", "file" + line / FILE_LINES);
      offset += event.getBody().length + 1;
      interceptor.intercept(event);
    }
  }

  private static String body(long line) {
    long second = line / 100;
    return "192.0.2.7 - - [17/May/2015:%02d:%02d:%02d +0000] \"GET /p/%d HTTP/1.1\" %d %d \"-\" \"-\""
        .formatted(
            second / 3600, second / 60 % 60, second % 60, line % 50, 200 + line % 5, line % 1_000);
  }

  private static long[] ourObjectsAndBytes() throws JMException {
    String histogram =
        (String)
            ManagementFactory.getPlatformMBeanServer()
                .invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    "gcClassHistogram",
                    new Object[] {new String[0]},
                    new String[] {String[].class.getName()});
    long objects = 0;
    long bytes = 0;
    for (String line : histogram.split("\n")) {
      Matcher ours = OURS.matcher(line.strip());
      if (ours.matches()) {
        objects += ours.group(3).startsWith("[") ? 0 : Long.parseLong(ours.group(1));
        bytes += Long.parseLong(ours.group(2));
      }
    }
    return new long[] {objects, bytes};
  }
}
