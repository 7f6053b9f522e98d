package io.github.flumeaggregation.simulation;

/**
 * The memory of the sink's process is used up at one of its next allocations, or at several in a
 * row: then what is to be done about it fails, too.
 */
final class SinkMemoryEnds implements Move {
  private static final double MOST_ALLOCATIONS = 100_000;

  @Override
  public void happen(World world) {
    // So that the first ones, and those of a whole batch, are both met.
    long after = (long) Math.pow(MOST_ALLOCATIONS, world.random.nextDouble());
    int times = world.random.nextInt(3) > 0 ? 1 : 1 + world.random.nextInt(20);
    world.story.tell(
        "the sink's memory ends after %d allocations, %d times".formatted(after, times));
    Memory.endAfter(after, times);
  }
}
