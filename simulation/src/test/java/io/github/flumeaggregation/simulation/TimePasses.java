package io.github.flumeaggregation.simulation;

/** Seconds, minutes, or a quiet week. */
final class TimePasses implements Move {
  @Override
  public void happen(World world) {
    int kind = world.random.nextInt(20);
    int seconds = world.random.nextInt(kind == 0 ? 600_000 : kind < 5 ? 2_000 : 60);
    world.tails.leap(seconds * 1000L);
    world.story.tell(seconds + " s pass");
  }
}
