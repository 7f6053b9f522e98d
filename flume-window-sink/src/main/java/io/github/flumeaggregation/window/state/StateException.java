package io.github.flumeaggregation.window.state;

import java.io.File;

/**
 * The durable state cannot be used or written; the message says why and what to do. Nothing has
 * been destroyed.
 */
public final class StateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StateException(String message) {
    super(message);
  }

  public StateException(String message, Throwable cause) {
    super(message, cause);
  }

  /** A file of the state does not hold what it should, or is missing. */
  static StateException damaged(File file, String why) {
    return new StateException(
        file
            + " is damaged: "
            + why
            + ". Nothing has been changed. Restore the whole state directory from a backup, or"
            + " start over by the reset command (docs/window-sink.md), which keeps the damaged"
            + " state under another name");
  }

  /** A file of the state was written by a newer version of the plugin. */
  static StateException newerVersion(File file, long version, long known) {
    return new StateException(
        file
            + " was written by a newer version of the plugin (state version "
            + version
            + ", this one knows "
            + known
            + "). Install that version again, or give the sink another stateDir");
  }
}
