package io.github.flumeaggregation.simulation;

import com.google.gson.JsonObject;
import io.github.flumeaggregation.window.row.Events;
import io.github.flumeaggregation.window.row.OutboxRow;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a reader of all notifications holds for true. */
final class SaidAlerts {
  /** The end of an episode that goes on. */
  static final long OPEN = Long.MAX_VALUE;

  /** Of each group, the ends of its episodes by their starts. */
  private final Map<String, Map<Long, Long>> episodes = new TreeMap<>();

  /** Since when groups fire, as far as notifications of earlier episodes let that stand. */
  private final Map<String, Long> firing = new HashMap<>();

  private final Set<String> lastFires = new HashSet<>();

  /** Of each group, all times that were ever said of it. */
  private final Map<String, Set<Long>> times = new HashMap<>();

  private long number;

  /** Takes a row, in the order in which they were made. */
  void take(OutboxRow row) {
    if (!"alert".equals(row.headers().get("type"))) {
      return;
    }
    long next = Long.parseLong(row.headers().get("revision"));
    if (next > number + 1) {
      throw new AssertionError("notification " + next + " came after " + number);
    }
    boolean again = next <= number;
    number = Math.max(number, next);
    JsonObject alert = Events.alert(row);
    String group = row.headers().get("key").replace("status=", "");
    boolean corrects = again || alert.getAsJsonObject("annotations").has("correction");
    long start = time(alert, "startsAt");
    times(group).add(start);
    if (alert.has("endsAt")) {
      long end = time(alert, "endsAt");
      times(group).add(end);
      ends(group, start, end, corrects);
      lastFires.remove(group);
    } else {
      lastFires.add(group);
      fires(group, start);
    }
  }

  private static long time(JsonObject alert, String name) {
    return Instant.parse(alert.get(name).getAsString()).toEpochMilli();
  }

  /** All times that were said of a group's alert, be it still so or not. */
  Set<Long> times(String group) {
    return times.computeIfAbsent(group, g -> new HashSet<>());
  }

  private Map<Long, Long> of(String group) {
    return episodes.computeIfAbsent(group, g -> new TreeMap<>());
  }

  /** One that fires already may be said to have begun at another time. */
  private void fires(String group, long start) {
    Long before = firing.put(group, start);
    if (before != null) {
      of(group).remove(before);
    }
    of(group).put(start, OPEN);
  }

  private void ends(String group, long start, long end, boolean corrects) {
    Long since = firing.get(group);
    boolean isPresent = since != null && (!corrects || since == start);
    if (!corrects && since == null) {
      throw new AssertionError("an alert of " + group + " ends and did not fire");
    }
    if (isPresent) {
      firing.remove(group);
      of(group).remove(since);
    }
    if (start < end) {
      of(group).put(start, end);
    } else {
      of(group).remove(start);
    }
  }

  Set<String> groups() {
    return episodes.keySet();
  }

  Map<Long, Long> episodes(String group) {
    return of(group);
  }

  /** Whether the last notification of the group, which is all that Alertmanager keeps, fires. */
  boolean fires(String group) {
    return lastFires.contains(group);
  }

  static String text(Map<Long, Long> episodes) {
    StringBuilder text = new StringBuilder();
    episodes.forEach(
        (start, end) ->
            text.append(Instant.ofEpochMilli(start))
                .append(end == OPEN ? " on" : " to " + Instant.ofEpochMilli(end))
                .append("; "));
    return text.isEmpty() ? "nothing" : text.toString();
  }
}
