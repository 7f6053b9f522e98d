package io.github.flumeaggregation.window.engine;

/**
 * Threads that share the lines of each batch, however small; the shipped ones do so from 128 KiB
 * on.
 */
public final class EagerThreads {
  private EagerThreads() {}

  /** So many, the caller's among them. */
  public static LineThreads of(int count) {
    return new LineThreads("w", count, 1, 5);
  }
}
