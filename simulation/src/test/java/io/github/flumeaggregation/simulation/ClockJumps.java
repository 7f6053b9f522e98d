package io.github.flumeaggregation.simulation;

/** A clock is set forward or back, by up to two days. */
final class ClockJumps implements Move {
  @Override
  public void happen(World world) {
    int most = world.random.nextBoolean() ? 172_800 : 100;
    int seconds = world.random.nextInt(2 * most) - most;
    if (world.random.nextInt(3) == 0) {
      world.sinkClockOffsetMillis = seconds * 1000L;
      world.story.tell("the sink's clock is off by " + seconds + " s");
    } else {
      Host host = world.any(world.hosts);
      host.clockOffsetMillis = seconds * 1000L;
      world.story.tell("the clock of " + host.name + " is off by " + seconds + " s");
    }
  }
}
