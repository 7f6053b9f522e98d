package io.github.flumeaggregation.window.state;

import io.github.flumeaggregation.core.encoding.ByteImage;
import java.io.File;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A snapshot that is written while the state goes on, by a thread of its own. */
final class SnapshotWriting {
  private final FutureTask<Snapshot.Written> task;
  private volatile boolean givenUp;

  private SnapshotWriting(Disk disk, File file, ByteImage state) {
    task = new FutureTask<>(() -> Snapshot.write(disk, file, state::writeTo, () -> givenUp));
  }

  static SnapshotWriting start(Disk disk, File file, ByteImage state) {
    SnapshotWriting writing = new SnapshotWriting(disk, file, state);
    disk.inBackground(file.getName(), writing.task);
    return writing;
  }

  /** Whether {@link #await} returns at once. */
  boolean isDone() {
    return task.isDone();
  }

  /** Waits for the end; if nobody has begun with it, it is done here. */
  Snapshot.Written await() throws IOException {
    try {
      return end();
    } catch (ExecutionException e) {
      throw cause(e);
    }
  }

  private Snapshot.Written end() throws ExecutionException {
    task.run();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static IOException cause(ExecutionException e) {
    Throwable cause = e.getCause();
    if (cause instanceof Error) {
      throw (Error) cause;
    }
    return cause instanceof IOException
        ? (IOException) cause
        : new IOException("a snapshot could not be made: " + cause, cause);
  }

  /** Returns when nothing is written any more. */
  void giveUp() {
    givenUp = true;
    try {
      end();
    } catch (ExecutionException e) {
      // As it should; and if memory has ended, whoever closes the state has to go on with that.
    }
  }
}
