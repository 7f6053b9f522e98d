package io.github.flumeaggregation.simulation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** What an interceptor must have counted and must say, line by line and from scratch each time. */
final class InterceptorModel {
  private static final Map<String, String> EMPTY = Map.of("all.sent", "NaN", "all.most", "NaN");
  private static final Map<String, String> EMPTY_RECENT =
      Map.of("recent.sent", "NaN", "recent.most", "NaN");

  private final InterceptorSetup setup;
  private final Set<String> places = new HashSet<>();
  private final List<Line> lines = new ArrayList<>();
  private final RecentLinesModel recent;
  private final Map<String, Long> books = new TreeMap<>();
  private boolean numbersAreThere = true;

  InterceptorModel(InterceptorSetup setup) {
    this.setup = setup;
    recent = new RecentLinesModel(setup);
    List.of("EventsRead", "EventsFailed", "EventsWithoutPosition", "BlocksRewritten")
        .forEach(name -> books.put(name, 0L));
    List.of("Read", "Counted", "Unparsed", "Duplicate", "Dropped")
        .forEach(name -> books.put("Lines" + name, 0L));
    books.put("NumbersDropped", 0L);
  }

  private void book(String name) {
    books.merge(name, 1L, Long::sum);
  }

  void add(SentEvent event, long clockMillis) {
    book("EventsRead");
    numbersAreThere = true;
    if (!event.hasPosition()) {
      book("EventsWithoutPosition");
    }
    event.lines().forEach(line -> add(line, event.hasPosition(), clockMillis));
  }

  private void add(Line line, boolean hasPosition, long clockMillis) {
    book("LinesRead");
    if (hasPosition && !places.add(line.place())) {
      book("LinesDuplicate");
      return;
    }
    if (setup.drops(line)) {
      book("LinesDropped");
    }
    if (line.parses()) {
      book("LinesCounted");
      lines.add(line);
      recent.add(line, clockMillis);
    } else {
      book("LinesUnparsed");
    }
  }

  /** The memory was used up. */
  void dropNumbers() {
    book("NumbersDropped");
    numbersAreThere = false;
    lines.clear();
    recent.drop();
  }

  /** The headers that say what was found, of an event with that last line; null: no line. */
  Map<String, String> stamps(Line last) {
    Map<String, String> stamps = new TreeMap<>();
    if (last != null && last.parses()) {
      stamps.put("status", "" + last.status());
      stamps.put("twice", "" + 2 * last.bytes());
      stamps.put("big", "" + (last.bytes() > 100));
      putSums("by", of(lines, last.status()), stamps);
      stamps.remove("by.most");
    }
    putSums("all", lines.stream().filter(this::isInAll).toList(), stamps);
    if (recent.isCertain()) {
      List<Line> inWindow = recent.upToNewest();
      putSums("recent", inWindow, stamps);
      if (last != null && last.parses()) {
        stamps.put("recentBy.count", "" + of(inWindow, last.status()).size());
      }
    }
    return stamps;
  }

  private static void putSums(String name, List<Line> lines, Map<String, String> stamps) {
    stamps.put(name + ".count", "" + lines.size());
    if (!lines.isEmpty()) {
      stamps.put(name + ".sent", "" + bytes(lines).sum());
      stamps.put(name + ".most", "" + bytes(lines).max().getAsLong());
    }
  }

  private static LongStream bytes(List<Line> lines) {
    return lines.stream().mapToLong(Line::bytes);
  }

  private static List<Line> of(List<Line> lines, int status) {
    return lines.stream().filter(line -> line.status() == status).toList();
  }

  /** Whether the documentation does not say what a header must be. */
  boolean isUnknowable(String header) {
    return header.startsWith("recent") && !recent.isCertain();
  }

  /** Whether a header may be absent: its group may lack lines. */
  boolean mayLack(String header) {
    return header.matches("(by|recentBy)\\..*") && setup.mayFold();
  }

  boolean hasNumbers() {
    return numbersAreThere;
  }

  /** What monitoring must show, of what is known to the digit. */
  Map<String, String> values(long clockMillis) {
    Map<String, String> values = new TreeMap<>();
    books.forEach((name, count) -> values.put(name, "" + count));
    if (recent.isCertain()) {
      values.put("WindowsStartedAnew", "" + recent.startedAnew());
      values.put("LinesFuture", "0");
    }
    if (numbersAreThere) {
      values.putAll(EMPTY);
      putSums("all", lines.stream().filter(this::isInAll).toList(), values);
      if (recent.isCertain()) {
        List<Line> now = recent.now(clockMillis);
        values.putAll(EMPTY_RECENT);
        putSums("recent", now, values);
        values.put("recent.late", "" + recent.late());
        values.put("recentBy.late", "" + recent.late());
        if (!setup.mayFold()) {
          putCounts("recentBy", countByStatus(now), values);
        }
      }
      if (!setup.top) {
        putCounts("by", countByStatus(lines), values);
      }
    }
    return values;
  }

  private boolean isInAll(Line line) {
    return line.bytes() > setup.moreThanBytes;
  }

  /** All groups, if there are no more than may be shown. */
  private void putCounts(String name, Map<Integer, Long> counts, Map<String, String> values) {
    if (counts.size() <= setup.maxGroups) {
      counts.forEach(
          (status, count) -> values.put(name + ".count{status=" + status + "}", "" + count));
    }
  }

  /** How many lines of each status there are. */
  Map<Integer, Long> countByStatus() {
    return countByStatus(lines);
  }

  /** How many are in the window; null if that cannot be known. */
  Map<Integer, Long> countRecentByStatus(long clockMillis) {
    return recent.isCertain() ? countByStatus(recent.now(clockMillis)) : null;
  }

  private static Map<Integer, Long> countByStatus(List<Line> lines) {
    return lines.stream().collect(Collectors.groupingBy(Line::status, Collectors.counting()));
  }
}
