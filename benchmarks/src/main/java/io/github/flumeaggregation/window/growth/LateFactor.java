package io.github.flumeaggregation.window.growth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * How many lines of a hundred are late, by up to ten minutes, in batches of a hundred lines and a
 * tenth of a second: what a line costs, late or not, with the rows that it makes.
 */
final class LateFactor implements Factor {
  private static final int LINES_OF_BATCH = 100;
  private static final int GROUPS = 100;
  private static final int MOST_LATE_MILLIS = 600_000;
  private static final int LINES_OF_ROUND = 50_000;

  /** So that there are ten minutes before the first late line. */
  private static final int FIRST_LINES = 900_000;

  @Override
  public String title() {
    return "CPU time by late lines (sliding 5m every 10s)";
  }

  @Override
  public String name() {
    return "late lines, %";
  }

  @Override
  public double[] sizes() {
    return new double[] {0, 0.1, 1, 10, 50};
  }

  @Override
  public List<String> curves() {
    return Arrays.asList("line, reviseEvery = 0s", "line, reviseEvery = 10s");
  }

  @Override
  public double[] measure(double size, int rounds) {
    return new double[] {
      new Lines("0s").micros(size / 100, rounds), new Lines("10s").micros(size / 100, rounds)
    };
  }

  /** A thousand lines to the second of the log's time and of the clock. */
  private static final class Lines {
    private final Load load;
    private final Random random = new Random(1);
    private long millis = Load.WALL;

    Lines(String reviseEvery) {
      load = new Load("sliding 5m every 10s", "reviseEvery", reviseEvery);
      for (int lines = 0; lines < FIRST_LINES; lines += LINES_OF_ROUND) {
        load.addAll(next(0), 1);
      }
    }

    double micros(double lateShare, int rounds) {
      load.addAll(next(lateShare), 1);
      Least least = new Least();
      for (int round = 0; round < rounds; round++) {
        List<Load.Arriving> next = next(lateShare);
        least.begin();
        load.addAll(next, 1);
        least.end();
        least.endRound(LINES_OF_ROUND);
      }
      return least.micros();
    }

    private List<Load.Arriving> next(double lateShare) {
      List<Load.Arriving> events = new ArrayList<>();
      for (int from = 0; from < LINES_OF_ROUND; from += LINES_OF_BATCH) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < LINES_OF_BATCH; i++) {
          millis++;
          long lateBy = random.nextDouble() < lateShare ? random.nextInt(MOST_LATE_MILLIS) : 0;
          Load.addLine(body, millis - lateBy, random.nextInt(GROUPS), random.nextInt(1_000));
        }
        events.add(load.event("2", LINES_OF_BATCH, body, millis));
      }
      return events;
    }
  }
}
