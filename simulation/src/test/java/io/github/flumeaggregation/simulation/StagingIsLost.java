package io.github.flumeaggregation.simulation;

/**
 * Somebody deletes the folder in which files of rows wait for their names, now or as soon as a sink
 * that starts finds one. Not where readers take files away: then nobody can tell which had got
 * theirs.
 */
final class StagingIsLost implements Move {
  @Override
  public void happen(World world) {
    if (!world.rowFiles.areTaken()) {
      world.rowFiles.loseStaging();
      happenIfDue(world);
    }
  }

  static void happenIfDue(World world) {
    if (world.rowFiles.losesStaging(world.disk)) {
      world.story.tell("the folder is deleted in which files of rows wait");
    }
  }
}
