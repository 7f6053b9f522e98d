package io.github.flumeaggregation.simulation;

import io.github.flumeaggregation.window.row.Events;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What was written to one incarnation of a log, and how far its source has come. */
final class LogFile {
  final Host host;
  final String id;
  final List<Line> lines = new ArrayList<>();

  /** How many lines the channel has taken, and of how many of these the source will know. */
  int delivered;

  int saved;

  LogFile(Host host, String id) {
    this.host = host;
    this.id = id;
  }

  long length() {
    return lines.isEmpty() ? 0 : lines.get(lines.size() - 1).end();
  }

  void write(long second, Random random) {
    int status = 200 + random.nextInt(5);
    long bytes = random.nextInt(4) == 0 ? random.nextInt(1_000_000_000) : random.nextInt(10);
    boolean parses = random.nextInt(12) > 0;
    String text = parses ? Events.line(second, status, bytes) : "?".repeat(1 + random.nextInt(300));
    long time = Events.T0 + second * 1000;
    lines.add(new Line(id, length(), text.length() + 1, text, parses, time, status, bytes));
  }

  boolean isRead() {
    return delivered == lines.size();
  }
}
