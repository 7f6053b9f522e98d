package io.github.flumeaggregation.simulation;

import com.google.gson.JsonObject;
import io.github.flumeaggregation.window.row.Events;
import io.github.flumeaggregation.window.row.OutboxRow;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** How many lines the final rows say that groups have in windows, by the ends of these. */
final class RowCounts {
  private final TreeSet<Long> ends = new TreeSet<>();
  private final Map<String, TreeMap<Long, Long>> counts = new TreeMap<>();

  /** Takes a row, in the order in which they were made. */
  void take(OutboxRow row) {
    String type = row.headers().get("type");
    if (type.equals("alert") || !row.headers().containsKey("window.end")) {
      return;
    }
    JsonObject json = Events.json(row);
    long end = Long.parseLong(row.headers().get("window.end"));
    if (type.equals("row")) {
      takeRow(row.headers().get("key").replace("status=", ""), end, json);
    } else if (hasLines(json.getAsJsonObject("lines"))) {
      ends.add(end);
    }
  }

  /** Lines that were too late make no window. */
  private static boolean hasLines(JsonObject books) {
    return books.get("in").getAsLong() > books.get("late").getAsLong();
  }

  private void takeRow(String group, long end, JsonObject row) {
    ends.add(end);
    TreeMap<Long, Long> ofGroup = counts.computeIfAbsent(group, g -> new TreeMap<>());
    if (row.get("retracted").getAsBoolean()) {
      ofGroup.remove(end);
    } else {
      ofGroup.put(end, row.getAsJsonObject("values").get("count").getAsLong());
    }
  }

  /** Without the group of all others, which never alerts. */
  Set<String> groups() {
    return counts.keySet().stream()
        .filter(group -> group.matches("-|[0-9]+"))
        .collect(Collectors.toSet());
  }

  /**
   * When a group has at least so many lines: from the end of the first such window to that of the
   * first other one.
   *
   * @param stepMillis from the end of a window to that of the next; 0 if only those count of which
   *     there are rows
   */
  Map<Long, Long> episodes(String group, long from, long stepMillis) {
    TreeMap<Long, Long> episodes = new TreeMap<>();
    TreeMap<Long, Long> ofGroup = counts.getOrDefault(group, new TreeMap<>());
    Long since = null;
    for (long end : ends) {
      boolean holds = ofGroup.getOrDefault(end, 0L) >= from;
      if (holds && since == null) {
        since = end;
      } else if (!holds && since != null) {
        episodes.put(since, end);
        since = null;
      }
      Long next = ends.higher(end);
      if (since != null && next != null && stepMillis > 0 && next > end + stepMillis) {
        episodes.put(since, end + stepMillis);
        since = null;
      }
    }
    if (since != null) {
      episodes.put(since, SaidAlerts.OPEN);
    }
    return episodes;
  }
}
