package io.github.flumeaggregation.simulation;

/** Files appear whole, never change, hold each row once, and stay until a reader takes them. */
final class FilesHoldRowsOnce implements Law {
  @Override
  public void onTheWay(World world) {
    world.rowFiles.look(world.disk, world.consumer);
  }

  @Override
  public void inTheEnd(World world) {
    onTheWay(world);
    world.rowFiles.checkComplete(world.disk);
  }
}
