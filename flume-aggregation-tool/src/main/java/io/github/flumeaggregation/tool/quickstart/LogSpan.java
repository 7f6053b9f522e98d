package io.github.flumeaggregation.tool.quickstart;

import io.github.flumeaggregation.core.Nullable;
import java.time.Duration;
import java.util.List;

/** How much time the logs cover. */
final class LogSpan {
  /** So many running totals at most, since each ranks all groups. */
  private static final long MOST_TOTALS = 720;

  private static final String[] STEPS = {"1m", "10m", "1h", "1d"};
  private static final long[] STEP_MINUTES = {1, 10, 60, 1440};

  private LogSpan() {}

  /** The step of running totals: as small as leaves their number bearable. */
  static String totalsEvery(List<LogFile> logs, LogFormat format) {
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (LogFile log : logs) {
      for (byte[] line : log.head) {
        @Nullable Long time = format.timeMillis(line);
        first = time == null ? first : Math.min(first, time);
        last = time == null ? last : Math.max(last, time);
      }
      @Nullable Long end = format.timeMillis(log.last);
      last = end == null ? last : Math.max(last, end);
    }
    return step(first > last ? 0 : Duration.ofMillis(last - first).toMinutes());
  }

  static String step(long spanMinutes) {
    int step = 0;
    while (step < STEPS.length - 1 && spanMinutes / STEP_MINUTES[step] > MOST_TOTALS) {
      step++;
    }
    return STEPS[step];
  }
}
