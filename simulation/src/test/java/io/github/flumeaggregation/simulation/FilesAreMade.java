package io.github.flumeaggregation.simulation;

/** The sink makes files of some rows, if it is to, or has begun to. */
final class FilesAreMade implements Move {
  @Override
  public void happen(World world) {
    if (!world.consumer.isStopped()) {
      world.sink.deliver();
      world.story.tell("files of rows, if any are to be made");
    }
  }
}
