package io.github.flumeaggregation.simulation;

import io.github.flumeaggregation.core.metric.Reading;
import java.io.File;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * A long and quiet life: each day a log begins on each host, some lines are written to it, all of
 * them are taken and all rows read, and now and then the sink dies or is restarted.
 */
final class Months {
  private static final long DAY_MILLIS = TimeUnit.DAYS.toMillis(1);
  private static final File STATE = new File("/var/state");

  /** What each log adds, of the last 100,000: its name and how far it was counted. */
  private static final long BYTES_PER_LOG = 400;

  /** What the books of each window add, of the last 100,000. */
  private static final long BYTES_PER_WINDOW = 300;

  /** What the sink holds at most at the ends of some days. */
  record Held(long slices, long groups, long stateBytes, long diskBytes, long logs, long windows) {
    /** Whether it is no more than before, but for what is kept of logs and windows. */
    boolean isWithin(Held before) {
      long kept =
          BYTES_PER_LOG * (logs - before.logs) + BYTES_PER_WINDOW * (windows - before.windows);
      return slices <= 2 * before.slices + 50
          && groups <= 2 * before.groups + 50
          && stateBytes <= 2 * before.stateBytes + kept
          && diskBytes <= 2 * before.diskBytes + 2 * kept;
    }

    /** What both have at most. */
    Held and(Held other) {
      return new Held(
          Math.max(slices, other.slices),
          Math.max(groups, other.groups),
          Math.max(stateBytes, other.stateBytes),
          Math.max(diskBytes, other.diskBytes),
          Math.max(logs, other.logs),
          Math.max(windows, other.windows));
    }
  }

  private final World world;
  private final Random chance;
  private int logs;

  Months(long seed) {
    Memory.suffice();
    world = new World(seed, new Story());
    chance = new Random(seed);
    world.sink.change("allowedLateness", "1h");
  }

  /** Whether files become idle; otherwise a rotated log holds all windows, as it should. */
  boolean closesWindows() {
    return !world.setup.exactTime;
  }

  /** Days pass; answers what was held. */
  Held pass(int days) {
    Held most = held();
    for (int i = 0; i < days; i++) {
      day();
      most = most.and(held());
    }
    return most;
  }

  private void day() {
    world.random = new Random(chance.nextLong());
    for (Host host : world.hosts) {
      host.logs.clear();
      host.logs.add(new LogFile(host, host.name + ":1:" + logs++ + ":n"));
    }
    for (int i = world.random.nextInt(5); i > 0; i--) {
      new WritesLines().happen(world);
    }
    Life.until(() -> Life.isAllTaken(world), () -> Life.deliver(world));
    mayEnd();
    world.nowMillis += DAY_MILLIS - world.random.nextInt((int) DAY_MILLIS / 10);
    world.sink.with(engine -> engine.channelIdle(world.sinkMillis()));
    Life.until(world.sink::isDrained, () -> Life.drain(world));
  }

  private void mayEnd() {
    int what = world.random.nextInt(20);
    if (what == 0) {
      world.sink.kill(MemoryDisk.Fate.POWER);
    } else if (what == 1) {
      world.sink.kill(MemoryDisk.Fate.KILL);
    } else if (what == 2) {
      new SinkRestarts().happen(world);
    }
  }

  private Held held() {
    Reading[] reading = new Reading[1];
    world.sink.with(engine -> reading[0] = engine.read());
    new LinesCountOnce().onTheWay(world);
    new DiskIsTidy().onTheWay(world);
    new DiskIsTidy().inTheEnd(world);
    long bytes = 0;
    for (String name : world.disk.names(STATE)) {
      bytes += world.disk.content(new File(STATE, name)).length;
    }
    return new Held(
        reading[0].number("Slices"),
        reading[0].number("Groups"),
        reading[0].number("StateBytes"),
        bytes,
        logs,
        world.consumer.windows());
  }

  /** It is over. */
  void end() {
    world.sink.stop();
  }
}
