package io.github.flumeaggregation.simulation;

/** Nobody takes rows any more, or somebody does again. */
final class ConsumerStops implements Move {
  @Override
  public void happen(World world) {
    world.consumer.toggle();
    world.story.tell(
        world.consumer.isStopped() ? "nobody takes rows any more" : "rows are taken again");
  }
}
