package io.github.flumeaggregation.simulation;

/**
 * Somebody deletes the folder in which files of rows wait for their names. Not where readers take
 * files away: then nobody can tell which had got theirs.
 */
final class StagingIsLost implements Move {
  @Override
  public void happen(World world) {
    if (!world.rowFiles.areTaken() && world.rowFiles.loseStaging(world.disk)) {
      world.story.tell("the folder is deleted in which files of rows wait");
    }
  }
}
