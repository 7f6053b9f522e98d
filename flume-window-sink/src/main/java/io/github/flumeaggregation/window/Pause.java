package io.github.flumeaggregation.window;

/** How a thread waits for time to pass; a seam, so that tests need not wait. */
interface Pause {
  /** Returns when so many milliseconds have passed. */
  void millis(long millis) throws InterruptedException;
}
