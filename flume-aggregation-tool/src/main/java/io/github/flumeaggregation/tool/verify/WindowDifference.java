package io.github.flumeaggregation.tool.verify;

import io.github.flumeaggregation.core.Nullable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A window of which other rows or books were delivered than the logs give. */
final class WindowDifference {
  private static final int MOST_GROUPS = 5;

  private final String aggregation;
  private final Instant start;
  private final Instant end;
  private final long logLines;
  private final @Nullable Long deliveredLines;
  private final List<String> missing = new ArrayList<>();
  private final List<String> unexpected = new ArrayList<>();
  private final List<String> different = new ArrayList<>();

  /**
   * Nothing in it differs yet.
   *
   * @param books key of the books of the window
   * @param logLines lines in it by the logs
   * @param deliveredLines lines in it by the books that were delivered; null if there are none
   */
  WindowDifference(String books, long logLines, @Nullable Long deliveredLines) {
    String[] parts = books.split("/", -1);
    aggregation = parts[0];
    start = Instant.parse(parts[1]);
    end = Instant.parse(parts[2]);
    this.logLines = logLines;
    this.deliveredLines = deliveredLines;
  }

  /** Notes a row, or the books, by the end of its key. */
  void add(String key, boolean isWanted, boolean isThere) {
    String group = key.substring(key.lastIndexOf('/') + 1);
    (isWanted && isThere ? different : isWanted ? missing : unexpected).add(group);
  }

  /** First instant in the window. */
  Instant start() {
    return start;
  }

  /** First instant after it. */
  Instant end() {
    return end;
  }

  /** The window, and what is wrong with it. */
  String text() {
    return aggregation
        + ' '
        + start
        + '/'
        + end
        + ": "
        + lines()
        + groups("missing", missing)
        + groups("not in the logs", unexpected)
        + groups("different", different);
  }

  private String lines() {
    if (deliveredLines == null && logLines == 0) {
      return "no books of its own";
    }
    if (deliveredLines == null) {
      return logLines + " lines in the logs, and no books delivered";
    }
    long more = deliveredLines - logLines;
    return more == 0
        ? logLines + " lines"
        : String.format(
            "%d lines in the logs, %d in the books delivered: %d %s",
            logLines, deliveredLines, Math.abs(more), more > 0 ? "too many" : "too few");
  }

  private static String groups(String what, List<String> groups) {
    if (groups.isEmpty()) {
      return "";
    }
    List<String> shown = groups.subList(0, Math.min(MOST_GROUPS, groups.size()));
    String more = groups.size() > MOST_GROUPS ? ", ..." : "";
    return "; " + groups.size() + ' ' + what + " (" + String.join(", ", shown) + more + ')';
  }
}
