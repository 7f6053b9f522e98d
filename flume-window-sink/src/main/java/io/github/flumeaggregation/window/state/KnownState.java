package io.github.flumeaggregation.window.state;

import java.io.File;

/** The state that a sink has had since it started, by which it knows that one again. */
public final class KnownState {
  /** Of a sink that has just been started. */
  public static final KnownState NONE = new KnownState("", 0);

  private final String stateId;
  private final long generation;

  KnownState(String stateId, long generation) {
    this.stateId = stateId;
    this.generation = generation;
  }

  /** Whether there was none yet, so that a new one may be begun. */
  boolean mayBegin() {
    return stateId.isEmpty();
  }

  /**
   * Opens the directory of this state, and makes none in its place.
   *
   * @throws StateException if that cannot be done
   */
  StateDirectory openAgain(Disk disk, File directory) {
    if (!disk.exists(directory)) {
      throw gone(directory, "it does not exist");
    }
    return StateDirectory.openExisting(disk, directory);
  }

  /**
   * Checks what was found.
   *
   * @throws StateException if it is another state, none, or this one as it was before
   */
  void requireIs(String foundId, StateDirectory found) {
    if (mayBegin()) {
      return;
    }
    if (found.generation() == 0) {
      throw gone(found.directory(), "it is empty");
    }
    if (!foundId.equals(stateId)) {
      throw gone(found.directory(), "it holds another one");
    }
    if (found.generation() < generation) {
      throw gone(found.directory(), "it holds an older copy");
    }
  }

  private static StateException gone(File directory, String what) {
    return new StateException(
        "stateDir "
            + directory
            + " no longer holds the state that this sink had: "
            + what
            + ". Bring it back (is the disk mounted?), and the sink goes on by itself; to begin a"
            + " new state in its place, restart the agent");
  }
}
