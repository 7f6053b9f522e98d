package io.github.flumeaggregation.window.state;

import io.github.flumeaggregation.window.engine.Job;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import java.util.TreeMap;

/** Makes a state that of another node, or of a sink of another name. */
public final class StateRename {
  private StateRename() {}

  /**
   * Renames, and says what follows from it.
   *
   * @param directory is closed in any case
   * @param what {@code node} or {@code sink}
   * @throws StateException if that cannot be done; then nothing has been changed
   */
  public static void run(StateDirectory directory, String what, String newName, PrintStream out) {
    try (StateDirectory opened = directory) {
      RecoveredState state = RecoveredState.inspect(opened);
      requireNoFilesBegun(state);
      Job renamed = renamed(state.job(), what, newName);
      opened.writeSnapshot(
          snapshot -> RecoveredState.write(renamed, state.engine(), state.pendingRows(), snapshot));
      out.println("The state is now that of sink " + renamed.name + " on node " + renamed.node);
      out.println(
          state.pendingRows().size()
              + " rows that wait keep their old ids. All later ones have the new name in theirs: if"
              + " a late line changes a window that was sent before, its row comes under a new id,"
              + " with the next revision, beside the old one");
    } catch (IOException e) {
      throw new StateException("cannot write the state in " + directory.directory(), e);
    }
  }

  private static void requireNoFilesBegun(RecoveredState state) {
    if (state.pendingRows().prepared() != null) {
      throw new StateException(
          "files are just being made of the rows, and have the old name in theirs. Start the sink"
              + " once more as it was, so that it finishes them, stop it, and rename then");
    }
  }

  private static Job renamed(Job old, String what, String newName) {
    Map<String, String> settings = new TreeMap<>(old.settings);
    switch (what) {
      case "node":
        settings.put("node", newName);
        return Job.of(old.name, settings);
      case "sink":
        return Job.of(newName, settings);
      default:
        throw new StateException("'" + what + "' cannot be renamed; allowed are node and sink");
    }
  }
}
