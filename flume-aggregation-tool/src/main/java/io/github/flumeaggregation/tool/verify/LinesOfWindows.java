package io.github.flumeaggregation.tool.verify;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.tool.log.LineReader;
import io.github.flumeaggregation.tool.log.ParsedLines;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Where in the logs the lines of windows stand. */
final class LinesOfWindows {
  private static final int MOST_RANGES = 5;

  private final long[] starts;
  private final long[] ends;
  private final List<List<String>> ranges = new ArrayList<>();

  /**
   * The first byte of the range of each window that has not ended yet; negative if there is none.
   */
  private final long[] open;

  private final long[] lines;

  /**
   * Reads the logs once more.
   *
   * @param settings of the sink
   */
  LinesOfWindows(List<WindowDifference> windows, Map<String, String> settings, List<Path> logs) {
    starts = windows.stream().mapToLong(window -> window.start().toEpochMilli()).toArray();
    ends = windows.stream().mapToLong(window -> window.end().toEpochMilli()).toArray();
    open = new long[starts.length];
    lines = new long[starts.length];
    windows.forEach(window -> ranges.add(new ArrayList<>()));
    ParsedLines parser = new ParsedLines(settings);
    for (Path log : logs) {
      read(log, parser);
    }
  }

  private void read(Path log, ParsedLines parser) {
    Arrays.fill(open, -1);
    try (LineReader reader = new LineReader(log)) {
      while (reader.next()) {
        @Nullable
        Long time = parser.parse(reader.bytes(), reader.length()) ? parser.timeMillis() : null;
        for (int i = 0; i < starts.length; i++) {
          boolean isIn = time != null && time >= starts[i] && time < ends[i];
          if (isIn && open[i] < 0) {
            open[i] = reader.offset();
          } else if (!isIn) {
            end(i, log, reader.offset());
          }
          lines[i] += isIn ? 1 : 0;
        }
      }
      for (int i = 0; i < starts.length; i++) {
        end(i, log, reader.endOffset());
      }
    }
  }

  private void end(int window, Path log, long end) {
    if (open[window] >= 0) {
      ranges
          .get(window)
          .add(log + ": bytes " + open[window] + " to " + end + " (" + lines[window] + " lines)");
      open[window] = -1;
      lines[window] = 0;
    }
  }

  /** The stretches of lines of a window, the first ones of them if there are many. */
  List<String> of(int window) {
    List<String> all = ranges.get(window);
    if (all.size() <= MOST_RANGES) {
      return all;
    }
    List<String> some = new ArrayList<>(all.subList(0, MOST_RANGES));
    some.add("and " + (all.size() - MOST_RANGES) + " more stretches");
    return some;
  }
}
