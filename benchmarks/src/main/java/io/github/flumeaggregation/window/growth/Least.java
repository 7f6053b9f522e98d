package io.github.flumeaggregation.window.growth;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** The least CPU time of this thread for a unit of work, of some rounds. */
final class Least {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private double micros = Double.MAX_VALUE;
  private long nanos;
  private long startNanos;

  void begin() {
    startNanos = THREADS.getCurrentThreadCpuTime();
  }

  /** Work may begin and end several times in a round. */
  void end() {
    nanos += THREADS.getCurrentThreadCpuTime() - startNanos;
  }

  void endRound(long units) {
    micros = Math.min(micros, nanos / 1e3 / units);
    nanos = 0;
  }

  double micros() {
    return micros;
  }
}
