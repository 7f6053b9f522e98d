package io.github.flumeaggregation.window.growth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * In how many sliding windows a line lies: what a line costs in order, with the rows of the window
 * that closes each step, and what one that comes when all its windows have closed, each of which
 * then has its row and its books again.
 */
final class WindowsFactor implements Factor {
  private static final int STEP_MILLIS = 10_000;
  private static final int GROUPS = 100;
  private static final int LINES_OF_STEP = 1_000;
  private static final int STEPS_OF_ROUND = 100;
  private static final int LATE_WINDOWS_OF_ROUND = 10_000;

  @Override
  public String title() {
    return "CPU time by windows of a line (100 groups)";
  }

  @Override
  public String name() {
    return "windows";
  }

  @Override
  public double[] sizes() {
    return new double[] {1, 10, 100, 1_000, 3_000};
  }

  @Override
  public List<String> curves() {
    return Arrays.asList("line in order", "late line, all its windows", "the same, each window");
  }

  @Override
  public double[] measure(double size, int rounds) {
    int windows = (int) size;
    String window = "sliding " + windows * STEP_MILLIS / 1_000 + "s every 10s";
    Load load = new Load(windows == 1 ? "tumbling 10s" : window, "allowedLateness", "10d");
    Random random = new Random(1);
    long millis = Load.WALL;
    for (int step = 0; step < 3 * windows; step++, millis += STEP_MILLIS) {
      load.addAll(step(load, random, millis, GROUPS), 1);
    }
    Least line = new Least();
    for (int round = 0; round < rounds; round++) {
      List<Load.Arriving> events = new ArrayList<>();
      for (int step = 0; step < STEPS_OF_ROUND; step++, millis += STEP_MILLIS) {
        events.addAll(step(load, random, millis, LINES_OF_STEP));
      }
      line.begin();
      load.addAll(events, 1);
      line.end();
      line.endRound((long) STEPS_OF_ROUND * LINES_OF_STEP);
    }
    double late = lateMicros(load, windows, millis, rounds);
    return new double[] {line.micros(), late, late / windows};
  }

  private static double lateMicros(Load load, int windows, long millis, int rounds) {
    Least late = new Least();
    long lateMillis = millis - 2L * windows * STEP_MILLIS - 3L * STEP_MILLIS;
    int lines = Math.max(1, LATE_WINDOWS_OF_ROUND / windows);
    for (int round = 0; round < rounds; round++) {
      List<Load.Arriving> events = new ArrayList<>();
      for (int i = 0; i < lines; i++) {
        StringBuilder body = new StringBuilder();
        Load.addLine(body, lateMillis, i % GROUPS, 1);
        events.add(load.event("2", 1, body, millis));
      }
      late.begin();
      int rows = load.addAll(events, 1);
      late.end();
      late.endRound(lines);
      if (rows < lines * windows) {
        throw new IllegalStateException("only " + rows + " rows for " + lines + " late lines");
      }
    }
    return late.micros();
  }

  /** The lines of a step, in order; each group has one at least. */
  private static List<Load.Arriving> step(Load load, Random random, long millis, int lines) {
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < lines; i++) {
      Load.addLine(
          body, millis + (long) i * STEP_MILLIS / lines, i % GROUPS, random.nextInt(1_000));
    }
    return new ArrayList<>(Arrays.asList(load.event("2", lines, body, millis + STEP_MILLIS)));
  }
}
