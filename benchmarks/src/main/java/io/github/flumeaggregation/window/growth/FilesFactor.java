package io.github.flumeaggregation.window.growth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How many files lines come from, in turn: what an event of one line costs if all files are as far
 * as each other and if one is ten minutes behind, and what a commit without any event, with its
 * look at what is due.
 */
final class FilesFactor implements Factor {
  private static final int EVENTS_OF_ROUND = 50_000;
  private static final int EVENTS_OF_BATCH = 100;
  private static final int EVENTS_OF_MILLI = 1_000;
  private static final int IDLE_OF_ROUND = 2_000;
  private static final int TICK_MILLIS = 50;
  private static final long BEHIND_MILLIS = 600_000;

  @Override
  public String title() {
    return "CPU time by files (sliding 5m every 10s)";
  }

  @Override
  public String name() {
    return "files";
  }

  @Override
  public double[] sizes() {
    return new double[] {100, 1_000, 10_000, 100_000};
  }

  @Override
  public List<String> curves() {
    return Arrays.asList("event", "event, one file behind", "idle commit and tick");
  }

  @Override
  public double[] measure(double size, int rounds) {
    int files = (int) size;
    Files none = new Files(files, 0);
    Files behind = new Files(files, BEHIND_MILLIS);
    Least event = none.events(rounds);
    Least eventBehind = behind.events(rounds);
    return new double[] {event.micros(), eventBehind.micros(), behind.idle(rounds).micros()};
  }

  /** Files of which each has had a line. */
  private static final class Files {
    private final Load load = new Load("sliding 5m every 10s", "allowedLateness", "1h");
    private final int files;
    private final long behindMillis;
    private long events;

    Files(int files, long behindMillis) {
      this.files = files;
      this.behindMillis = behindMillis;
      load.addAll(next(files), EVENTS_OF_BATCH);
    }

    Least events(int rounds) {
      Least least = new Least();
      for (int round = 0; round < rounds; round++) {
        List<Load.Arriving> next = next(EVENTS_OF_ROUND);
        least.begin();
        load.addAll(next, EVENTS_OF_BATCH);
        least.end();
        least.endRound(EVENTS_OF_ROUND);
      }
      return least;
    }

    Least idle(int rounds) {
      Least least = new Least();
      long wall = wallMillis();
      for (int round = 0; round < rounds; round++) {
        least.begin();
        for (int i = 0; i < IDLE_OF_ROUND; i++) {
          wall += TICK_MILLIS;
          load.endBatch(wall);
        }
        least.end();
        least.endRound(IDLE_OF_ROUND);
      }
      return least;
    }

    private List<Load.Arriving> next(int count) {
      List<Load.Arriving> next = new ArrayList<>();
      for (int i = 0; i < count; i++, events++) {
        int file = (int) (events % files);
        StringBuilder body = new StringBuilder();
        Load.addLine(body, wallMillis() - (file == 0 ? behindMillis : 0), 1, 1);
        next.add(load.event(Integer.toString(file), 1, body, wallMillis()));
      }
      return next;
    }

    private long wallMillis() {
      return Load.WALL + events / EVENTS_OF_MILLI;
    }
  }
}
