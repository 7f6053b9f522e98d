package io.github.flumeaggregation.simulation;

import io.github.flumeaggregation.window.row.Events;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Cuts lines of a log into events, as the tail source does. */
final class Sending {
  private Sending() {}

  /** Events of {@code count} lines from a line on, of one or more lines each. */
  static List<SentEvent> events(World world, LogFile log, int from, int count) {
    List<SentEvent> events = new ArrayList<>();
    long readAt = world.nowMillis + log.host.clockOffsetMillis;
    int most = log.host.interceptor.filters() ? 1 : 3;
    for (int at = from; at < from + count; ) {
      int lines = Math.min(1 + world.random.nextInt(most), from + count - at);
      Line first = log.lines.get(at);
      if (first.length() > 200 && world.random.nextBoolean()) {
        events.addAll(pieces(world, first, readAt));
        lines = 1;
      } else {
        events.add(event(log.lines.subList(at, at + lines), readAt));
      }
      at += lines;
    }
    return events;
  }

  private static SentEvent event(List<Line> lines, long readAt) {
    String body = String.join("\n", lines.stream().map(Line::text).toList());
    Map<String, String> headers = Events.position(lines.get(0).file(), lines.get(0).offset(), body);
    headers.put("tail.readAt", Long.toString(readAt));
    return new SentEvent(headers, body, List.copyOf(lines));
  }

  /** A line that is too long for one event. */
  private static List<SentEvent> pieces(World world, Line line, long readAt) {
    int cut = 1 + world.random.nextInt(line.text().length() - 1);
    String head = line.text().substring(0, cut);
    String rest = line.text().substring(cut);
    Map<String, String> first = Events.position(line.file(), line.offset(), head);
    first.put("tail.length", Integer.toString(cut));
    first.put("tail.readAt", Long.toString(readAt));
    Map<String, String> second = Events.position(line.file(), line.offset() + cut, rest);
    second.put("tail.continuation", "true");
    second.put("tail.readAt", Long.toString(readAt));
    return List.of(
        new SentEvent(first, head, List.of(line)), new SentEvent(second, rest, List.of()));
  }
}
