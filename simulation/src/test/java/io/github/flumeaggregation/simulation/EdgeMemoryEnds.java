package io.github.flumeaggregation.simulation;

/** The memory of a source's agent is used up when the next event passes. */
final class EdgeMemoryEnds implements Move {
  @Override
  public void happen(World world) {
    Host host = world.any(world.hosts);
    host.interceptor.memoryEnds();
    world.story.tell("the memory on " + host.name + " ends at its next event");
  }
}
