package io.github.flumeaggregation.window.state;

import io.github.flumeaggregation.core.durable.DurableFiles;
import io.github.flumeaggregation.core.durable.ExclusiveLock;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;

/** The lock of a state directory, which only one sink at a time may hold. */
public final class StateLock implements Closeable {
  /** The name of its file. */
  public static final String NAME = "lock";

  private final ExclusiveLock lock;

  private StateLock(ExclusiveLock lock) {
    this.lock = lock;
  }

  /**
   * Takes the lock of a directory.
   *
   * @throws StateException if another sink holds it
   */
  static StateLock take(File directory) throws IOException {
    File file = new File(directory, NAME);
    DurableFiles.createIfMissing(file);
    ExclusiveLock lock = ExclusiveLock.take(file.toPath());
    if (lock == null) {
      throw new StateException(
          "stateDir "
              + directory
              + " is in use by another window sink, of this or another process. Give every sink"
              + " a stateDir of its own, or stop the other one");
    }
    return new StateLock(lock);
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
