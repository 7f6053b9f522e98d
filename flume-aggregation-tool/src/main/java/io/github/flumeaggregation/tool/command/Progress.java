package io.github.flumeaggregation.tool.command;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Says how far long work is: in one line on a terminal, elsewhere in a line now and then. */
public final class Progress {
  private static final int WIDTH = 30;
  private static final long TERMINAL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long PLAIN_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final PrintWriter err;
  private final boolean isTerminal;
  private final long totalBytes;
  private final LongSupplier nanoClock;
  private long saidNanos;
  private boolean isShown;

  /** Of work on so many bytes, which begins now. */
  public Progress(PrintWriter err, boolean isTerminal, long totalBytes) {
    this(err, isTerminal, totalBytes, System::nanoTime);
  }

  Progress(PrintWriter err, boolean isTerminal, long totalBytes, LongSupplier nanoClock) {
    this.err = err;
    this.isTerminal = isTerminal;
    this.totalBytes = totalBytes;
    this.nanoClock = nanoClock;
    this.saidNanos = nanoClock.getAsLong();
  }

  /** So many bytes and lines are done; costs little if nothing is to be said. */
  public void at(long bytes, long lines) {
    long nanos = nanoClock.getAsLong();
    if (nanos - saidNanos < (isTerminal ? TERMINAL_NANOS : PLAIN_NANOS)) {
      return;
    }
    saidNanos = nanos;
    long done = totalBytes == 0 ? 0 : Math.min(totalBytes, bytes);
    int percent = totalBytes == 0 ? 0 : (int) (100.0 * done / totalBytes);
    String text = String.format(Locale.ROOT, "%3d%%, %,d lines", percent, lines);
    if (isTerminal) {
      err.print("\r[" + bar(percent) + "] " + text);
      isShown = true;
    } else {
      err.println(text.trim());
    }
    err.flush();
  }

  private static String bar(int percent) {
    StringBuilder bar = new StringBuilder();
    for (int i = 0; i < WIDTH; i++) {
      bar.append(i < percent * WIDTH / 100 ? '=' : ' ');
    }
    return bar.toString();
  }

  /** Takes the line off the terminal again. */
  public void clear() {
    if (isShown) {
      err.print("\r" + String.format("%" + 2 * WIDTH + "s", "") + "\r");
      err.flush();
    }
  }
}
