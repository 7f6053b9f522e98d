package io.github.flumeaggregation.simulation;

/** Some steps from now, calls to the disk fail for a while. */
final class DiskFails implements Move {
  @Override
  public void happen(World world) {
    int steps = world.random.nextInt(30);
    int times = 1 + world.random.nextInt(5);
    world.story.tell("the disk will fail %d times after %d steps".formatted(times, steps));
    world.disk.fate(MemoryDisk.Fate.FAILURE, steps, times);
  }
}
