package io.github.flumeaggregation.window.growth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * How many groups a window of a minute has: what the first line of a group costs, what a later one,
 * and what a row from the line that closes its window until it is made.
 */
final class GroupsFactor implements Factor {
  private static final int MINUTE = 60_000;
  private static final int LATER_LINES = 200_000;
  private static final int LINES_OF_EVENT = 1_000;

  /** So many groups of windows are closed in a round at least: windows may be small. */
  private static final int LEAST_ROWS = 20_000;

  @Override
  public String title() {
    return "CPU time by groups (tumbling 1m)";
  }

  @Override
  public String name() {
    return "groups";
  }

  @Override
  public double[] sizes() {
    return new double[] {10, 100, 1_000, 10_000, 100_000, 1_000_000};
  }

  @Override
  public List<String> curves() {
    return Arrays.asList("first line of a group", "later line", "row closed");
  }

  @Override
  public double[] measure(double size, int rounds) {
    int groups = (int) size;
    Load load = new Load("tumbling 1m", "allowedLateness", "0s");
    Random random = new Random(1);
    Least first = new Least();
    Least later = new Least();
    Least row = new Least();
    long minute = Load.WALL;
    for (int round = 0; round < rounds; round++) {
      int windows = Math.max(1, LEAST_ROWS / groups);
      int rows = 0;
      for (int window = 0; window < windows; window++) {
        minute += MINUTE;
        addAll(load, first, minute, groups, i -> (int) (i * 7_919L % groups));
        if (window == windows - 1) {
          addAll(load, later, minute, LATER_LINES, i -> random.nextInt(groups));
        }
        rows += close(load, row, minute);
      }
      first.endRound((long) windows * groups);
      later.endRound(LATER_LINES);
      row.endRound(rows);
    }
    return new double[] {first.micros(), later.micros(), row.micros()};
  }

  private static void addAll(Load load, Least least, long minute, int lines, Groups groups) {
    List<Load.Arriving> events = new ArrayList<>();
    for (int from = 0; from < lines; from += LINES_OF_EVENT) {
      StringBuilder body = new StringBuilder();
      int to = Math.min(from + LINES_OF_EVENT, lines);
      for (int i = from; i < to; i++) {
        Load.addLine(body, minute + i % (MINUTE / 2), groups.of(i), i % 9_973);
      }
      events.add(load.event("2", to - from, body, minute));
    }
    least.begin();
    load.addAll(events, 1);
    least.end();
  }

  /** One line of the next minute, and the rows that are due then. */
  private static int close(Load load, Least least, long minute) {
    StringBuilder body = new StringBuilder();
    Load.addLine(body, minute + MINUTE + MINUTE / 2, 0, 1);
    Load.Arriving event = load.event("2", 1, body, minute + MINUTE);
    least.begin();
    load.add(event);
    int rows = load.endBatch(minute + MINUTE);
    least.end();
    return rows;
  }

  /** Which group a line has. */
  private interface Groups {
    int of(int line);
  }
}
