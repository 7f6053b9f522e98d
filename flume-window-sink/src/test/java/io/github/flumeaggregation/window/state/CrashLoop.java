package io.github.flumeaggregation.window.state;

import static io.github.flumeaggregation.window.row.Events.bytes;
import static io.github.flumeaggregation.window.row.Events.position;

import io.github.flumeaggregation.window.row.Events;
import io.github.flumeaggregation.window.row.OutboxRow;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** Feeds all lines to a durable engine at least once, through any number of crashes. */
final class CrashLoop {
  private final StateConfig config;
  private final List<String> lines;
  private final Random random;
  private final Consumer<OutboxRow> receiver;
  private int committed;
  private int crashes;

  /**
   * @param receiver gets each row that is delivered, at least once
   */
  CrashLoop(StateConfig config, List<String> lines, Random random, Consumer<OutboxRow> receiver) {
    this.config = config;
    this.lines = lines;
    this.random = random;
    this.receiver = receiver;
  }

  /** How often the power or the process has failed. */
  int crashes() {
    return crashes;
  }

  /** Returns when all has been delivered. */
  void run(int maxCrashes) throws IOException {
    UnkindDisk disk =
        new UnkindDisk(random, config.directory.toPath().resolveSibling("trash")) {
          /** So that lives are long enough for snapshots while they last. */
          @Override
          protected long snapshotEveryBytes() {
            return 1 << 10;
          }
        };
    while (true) {
      disk.dieAfter(crashes < maxCrashes ? random.nextInt(60) : Integer.MAX_VALUE);
      try (DurableEngine engine = DurableEngine.open(config, disk)) {
        feed(engine, disk, maxCrashes);
        return;
      } catch (StateException e) {
        if (!disk.isDead()) {
          throw e;
        }
        crashes++;
      }
    }
  }

  private void feed(DurableEngine engine, UnkindDisk disk, int maxCrashes) throws IOException {
    // The channel may not have noticed the last commit, and delivers the batch again.
    int next = Math.max(0, committed - random.nextInt(30));
    while (next < lines.size()) {
      int end = Math.min(lines.size(), next + 1 + random.nextInt(25));
      for (int i = next; i < end; i++) {
        String line = lines.get(i);
        engine.add(position("f", i * 1000L, line), bytes(line), Events.WALL);
      }
      engine.commit(Events.WALL);
      committed = Math.max(committed, end);
      next = end;
      deliver(engine);
      if (crashes < maxCrashes && random.nextInt(15) == 0) {
        disk.killProcess();
      }
    }
    engine.channelIdle(Events.WALL);
    while (engine.outbox().size() > 0) {
      deliver(engine);
      engine.channelIdle(Events.WALL);
    }
  }

  private void deliver(DurableEngine engine) {
    List<OutboxRow> rows = engine.outbox().all();
    rows = rows.subList(0, random.nextInt(rows.size() + 1));
    rows.forEach(receiver);
    if (random.nextInt(4) > 0) {
      engine.outbox().acknowledge(rows.size());
    }
  }
}
