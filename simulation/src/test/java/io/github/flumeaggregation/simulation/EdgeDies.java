package io.github.flumeaggregation.simulation;

/** The agent of a source dies, and goes back to what it has saved. */
final class EdgeDies implements Move {
  @Override
  public void happen(World world) {
    Host host = world.any(world.hosts);
    host.crash();
    world.story.tell("the source on " + host.name + " dies and starts again");
  }
}
