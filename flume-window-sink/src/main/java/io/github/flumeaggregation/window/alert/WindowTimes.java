package io.github.flumeaggregation.window.alert;

import io.github.flumeaggregation.core.window.ClosedWindow;
import io.github.flumeaggregation.core.window.Windows;

/** When a window was; all times in milliseconds since the epoch. */
final class WindowTimes {
  final long startMillis;
  final long endMillis;

  /** The time to file it under: its start, or of a total, the start of its last step. */
  final long timestampMillis;

  private WindowTimes(long startMillis, long endMillis, long timestampMillis) {
    this.startMillis = startMillis;
    this.endMillis = endMillis;
    this.timestampMillis = timestampMillis;
  }

  static WindowTimes of(ClosedWindow window) {
    return new WindowTimes(window.startMillis(), window.endMillis(), window.timestampMillis());
  }

  /** Of a window without any line, which is never emitted; not for totals. */
  static WindowTimes empty(Windows windows, long endMillis) {
    long start = windows.start(endMillis);
    return new WindowTimes(start, endMillis, start);
  }
}
