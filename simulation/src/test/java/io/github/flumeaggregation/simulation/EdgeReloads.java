package io.github.flumeaggregation.simulation;

/** An agent of a source gets another configuration; the source goes on where it was. */
final class EdgeReloads implements Move {
  @Override
  public void happen(World world) {
    Host host = world.any(world.hosts);
    host.interceptor.start();
    world.story.tell("the interceptor on %s has now %s".formatted(host.name, host.interceptor));
  }
}
