package io.github.flumeaggregation.simulation;

import java.util.Random;

/** Some steps from now, calls to the disk fail for a while; forces may lose their writes. */
final class DiskFails implements Move {
  @Override
  public void happen(World world) {
    int steps = world.random.nextInt(30);
    int times = 1 + world.random.nextInt(5);
    boolean loses = world.random.nextBoolean();
    world.story.tell(
        "the disk will fail %d times after %d steps%s"
            .formatted(times, steps, loses ? ", and forget what a force did not write" : ""));
    world.disk.fate(MemoryDisk.Fate.FAILURE, steps, times);
    if (loses) {
      world.disk.forcesLose(new Random(world.random.nextLong()));
    }
  }
}
