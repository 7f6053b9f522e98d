package io.github.flumeaggregation.simulation;

/** The sink is stopped and started in good order. */
final class SinkRestarts implements Move {
  @Override
  public void happen(World world) {
    world.story.tell("the sink is stopped, and starts again");
    world.sink.stop();
    world.channel.rollback();
  }
}
