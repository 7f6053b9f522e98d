package io.github.flumeaggregation.simulation;

/** Rows leave through the result source; its word that they have may not be given. */
final class ConsumerTakes implements Move {
  @Override
  public void happen(World world) {
    if (world.consumer.isStopped() || world.sink.hasFiles()) {
      return;
    }
    int rows = 1 + world.random.nextInt(100);
    boolean acknowledged = world.random.nextInt(4) > 0;
    world.story.tell("up to " + rows + " rows are read" + (acknowledged ? "" : ", in vain"));
    world.sink.consume(rows, acknowledged);
  }
}
