package io.github.flumeaggregation.simulation;

/** The sink is restarted with another configuration, under which its rows stay what they are. */
final class ConfigurationChanges implements Move {
  @Override
  public void happen(World world) {
    world.sink.stop();
    world.channel.rollback();
    switch (world.random.nextInt(3)) {
      case 0 -> rowLimit(world);
      case 1 -> files(world);
      default -> rollRows(world);
    }
  }

  private static void rowLimit(World world) {
    int rows = 5 + world.random.nextInt(30);
    world.sink.change("maxPendingRows", Integer.toString(rows));
    world.story.tell("from now on at most " + rows + " rows may wait");
  }

  /** Rows become files from the next start on, if they did not, or do so no longer. */
  static void files(World world) {
    boolean on = !world.sink.hasFiles();
    world.sink.change("files.path", on ? "file://" + RowFiles.FOLDER : null);
    world.sink.change("files.format", on ? "json" : null);
    world.sink.change("files.rollInterval", on ? "0ms" : null);
    world.sink.change("files.rollRows", on ? "5" : null);
    world.story.tell("rows leave " + (on ? "as files" : "through the result source"));
  }

  private static void rollRows(World world) {
    if (world.sink.hasFiles()) {
      int rows = 1 + world.random.nextInt(5);
      world.sink.change("files.rollRows", Integer.toString(rows));
      world.story.tell("a file has at most " + rows + " rows");
    }
  }
}
