package io.github.flumeaggregation.simulation;

import java.io.File;
import java.util.List;

/** The state leaves no files behind, and holds few of them open, however often it dies. */
final class DiskIsTidy implements Law {
  /** A snapshot, its log and a spare one, the manifest, and how many records were forced. */
  private static final int FILES = 5;

  /** The log, how many records were forced, and a snapshot and its log that are being written. */
  private static final int OPEN_FILES = 4;

  @Override
  public void onTheWay(World world) {
    if (!world.disk.isDead() && world.disk.openFiles() > OPEN_FILES) {
      throw new AssertionError(world.disk.openFiles() + " files are open");
    }
  }

  @Override
  public void inTheEnd(World world) {
    List<String> names = List.of(world.disk.names(new File("/var/state")));
    if (names.size() > FILES) {
      throw new AssertionError("the state directory holds " + names);
    }
  }
}
