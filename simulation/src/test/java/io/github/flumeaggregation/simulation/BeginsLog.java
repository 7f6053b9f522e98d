package io.github.flumeaggregation.simulation;

/** A log is rotated, or another program begins one. */
final class BeginsLog implements Move {
  @Override
  public void happen(World world) {
    world.story.tell(world.any(world.hosts).newLog().id + " begins");
  }
}
