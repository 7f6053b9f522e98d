package io.github.flumeaggregation.simulation;

import io.github.flumeaggregation.window.row.Events;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;

/** What one seed makes of a world, or a part of it. */
final class Life {
  /** However slowly: then something never ends. */
  private static final int PATIENCE = 10_000;

  /** So much later, all windows have ended. */
  private static final long END_MILLIS = TimeUnit.DAYS.toMillis(2000);

  private final World world;
  private final Story story = new Story();
  private final long seed;

  Life(long seed) {
    this.seed = seed;
    Memory.suffice();
    Memory.takeEnds();
    world = new World(seed, story);
  }

  /** How many moves a seed makes. */
  static int moves(long seed) {
    return 20 + new Random(seed).nextInt(120);
  }

  /**
   * Lives.
   *
   * @param happens which of the moves happen
   * @throws Violation if a law does not hold
   */
  void live(IntPredicate happens) {
    try {
      Random chance = new Random(~seed);
      int moves = moves(seed);
      for (int i = 0; i < moves; i++) {
        world.random = new Random(chance.nextLong());
        if (happens.test(i)) {
          Moves.any(world).happen(world);
          Laws.ALL.forEach(law -> law.onTheWay(world));
        }
      }
      world.random = new Random(chance.nextLong());
      end();
      Laws.ALL.forEach(law -> law.inTheEnd(world));
      world.sink.stop();
    } catch (NobodyCanTell e) {
      world.sink.forget();
      story.tell("nobody can tell, as the documentation says: " + e.getMessage());
    } catch (RuntimeException | Error e) {
      world.sink.forget(); // its threads
      throw new Violation(story, e);
    } finally {
      world.tails.close();
    }
  }

  /** All faults end; what waits is delivered, and time passes. */
  private void end() {
    story.tell("all faults end");
    world.disk.becomeSound();
    Memory.suffice();
    world.consumer.comeBack();
    world.sink.stop();
    world.channel.rollback();
    FilesAreRead.whenFaultsHaveEnded(world);
    until(() -> isAllTaken(world), () -> deliver(world));
    until(world.sink::isDrained, () -> drain(world));
    world.nowMillis += world.setup.reviseEverySeconds * 1_000; // what is collected is due then
    drain(world);
    until(world.sink::isDrained, () -> drain(world));
    WindowsCloseInTime.allAreClosed(world);
    world.nowMillis += END_MILLIS;
    world.sink.with(engine -> engine.channelIdle(world.sinkMillis()));
    until(world.sink::isDrained, () -> drain(world));
    world.nowMillis += Setup.KEEP_FIRING_MILLIS; // alerts on sessions end by the clock
    drain(world);
    until(world.sink::isDrained, () -> drain(world));
  }

  interface Condition {
    boolean holds();
  }

  /** Does a step until something holds, which it must soon. */
  static void until(Condition condition, Runnable step) {
    for (int i = 0; !condition.holds(); i++) {
      if (i > PATIENCE) {
        throw new AssertionError("it never ends");
      }
      step.run();
    }
  }

  /** Whether all that was written has been sent, and taken. */
  static boolean isAllTaken(World world) {
    return world.channel.isEmpty()
        && world.hosts.stream().allMatch(host -> host.logs.stream().allMatch(LogFile::isRead));
  }

  /** Sends, takes and reads some more. */
  static void deliver(World world) {
    for (Host host : world.hosts) {
      for (LogFile log : host.logs) {
        int count = Math.min(5, log.lines.size() - log.delivered);
        if (host.send(Sending.events(world, log, log.delivered, count))) {
          log.delivered += count;
        }
      }
    }
    SinkTakes.all(world);
    drain(world);
  }

  /** Has rows made and read, as long as some are left. */
  static void drain(World world) {
    world.sink.deliver();
    if (!world.sink.hasFiles()) {
      world.sink.consume(Integer.MAX_VALUE, true);
    }
    world.sink.with(
        engine -> {
          if (isTimeOver(world)) {
            engine.channelIdle(world.sinkMillis());
          } else {
            engine.commit(world.sinkMillis());
          }
        });
  }

  private static boolean isTimeOver(World world) {
    return world.nowMillis >= Events.T0 + END_MILLIS;
  }

  /** What has happened, to be asked when it is over. */
  String told() {
    return story + "\n" + world.consumer.finallySaid() + world.disk.steps();
  }

  /** For how long it has lasted, in the world. */
  long simulatedMillis() {
    return world.nowMillis - Events.T0 - END_MILLIS;
  }
}
