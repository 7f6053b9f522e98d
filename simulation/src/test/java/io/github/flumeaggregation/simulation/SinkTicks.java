package io.github.flumeaggregation.simulation;

/** The sink's timer: nothing has come, or not for a while. */
final class SinkTicks implements Move {
  @Override
  public void happen(World world) {
    boolean idle = world.isIdle() && !world.setup.exactTime;
    world.story.tell("the timer" + (idle ? " finds the channel idle" : ""));
    world.sink.with(
        engine -> {
          if (idle) {
            engine.channelIdle(world.sinkMillis());
          } else {
            engine.commit(world.sinkMillis());
          }
        });
  }
}
