package io.github.flumeaggregation.simulation;

import java.io.File;
import java.util.List;

/** The state does not leave files behind, however often it dies. */
final class DiskIsTidy implements Law {
  /** A snapshot, its log and a spare one, the manifest, and what was confirmed. */
  private static final int FILES = 5;

  @Override
  public void inTheEnd(World world) {
    List<String> names = List.of(world.disk.names(new File("/var/state")));
    if (names.size() > FILES) {
      throw new AssertionError("the state directory holds " + names);
    }
  }
}
