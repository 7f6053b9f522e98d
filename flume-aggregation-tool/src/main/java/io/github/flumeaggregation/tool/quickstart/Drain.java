package io.github.flumeaggregation.tool.quickstart;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Waits until an agent has counted all lines, and tells how far it is. */
final class Drain {
  private static final long LOOK_EVERY_MILLIS = 250;
  private static final long STALLED_MILLIS = 90_000;

  /** For windows to close once all lines are read; those of the last minute may not. */
  private static final long CLOSING_MILLIS = 10_000;

  private final Rows rows;
  private final long lines;
  private final Consumer<String> progress;
  private long told = -1;

  Drain(Rows rows, long lines, Consumer<String> progress) {
    this.rows = rows;
    this.lines = lines;
    this.progress = progress;
  }

  /**
   * Returns when all lines are in closed windows, or all that the clock lets close.
   *
   * @throws QuickstartException if the agent ends, does not work, or makes no progress
   */
  void await(Agent agent) throws IOException, InterruptedException, QuickstartException {
    long quietMillis = 0;
    long closingMillis = 0;
    while (closingMillis < CLOSING_MILLIS) {
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
      agent.check();
      quietMillis = rows.refresh() ? 0 : quietMillis + LOOK_EVERY_MILLIS;
      tell();
      if (rows.lines("read") >= lines) {
        if (quietMillis > 0 && isClosed()) {
          return;
        }
        closingMillis += LOOK_EVERY_MILLIS;
      } else if (quietMillis > STALLED_MILLIS) {
        throw agent.failure("nothing has happened for " + STALLED_MILLIS / 1000 + " seconds");
      }
    }
  }

  private void tell() {
    long read = rows.lines("read");
    if (rows.hasBooks() && read != told) {
      told = read;
      progress.accept("  " + read + " of " + lines + " lines read");
    }
  }

  private boolean isClosed() {
    long counted = rows.lines("counted");
    return rows.linesIn("perMinute") == counted && rows.linesIn("busiest") >= counted;
  }
}
