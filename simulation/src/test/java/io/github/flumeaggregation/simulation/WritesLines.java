package io.github.flumeaggregation.simulation;

import io.github.flumeaggregation.window.row.Events;

/** A program writes lines, the time of its clock in them, and often somewhat out of order. */
final class WritesLines implements Move {
  @Override
  public void happen(World world) {
    Host host = world.any(world.hosts);
    LogFile log = world.any(host.logs);
    int lines = world.random.nextInt(6) == 0 ? 30 : 1 + world.random.nextInt(5);
    long nowSecond = (world.nowMillis + host.clockOffsetMillis - Events.T0) / 1000;
    for (int i = 0; i < lines; i++) {
      boolean late = world.random.nextInt(8) == 0;
      log.write(nowSecond - world.random.nextInt(late ? 3_000 : 20), world.random);
    }
    world.story.tell("%d lines are written to %s".formatted(lines, log.id));
  }
}
