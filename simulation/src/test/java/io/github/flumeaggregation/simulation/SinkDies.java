package io.github.flumeaggregation.simulation;

/** The sink's agent is killed or loses its power, now or some steps of the disk later. */
final class SinkDies implements Move {
  @Override
  public void happen(World world) {
    MemoryDisk.Fate how = world.random.nextBoolean() ? MemoryDisk.Fate.KILL : MemoryDisk.Fate.POWER;
    if (world.random.nextInt(4) == 0) {
      world.story.tell("the sink dies now: " + how);
      world.sink.kill(how);
    } else {
      int steps = world.random.nextInt(40);
      world.story.tell("the sink will die after %d steps of its disk: %s".formatted(steps, how));
      world.disk.fate(how, steps, 0);
    }
  }
}
