package io.github.flumeaggregation.simulation;

/** Lives of many seeds, one after the other. */
final class Simulation {
  private long lives;
  private long simulatedMillis;
  private final long startNanos = System.nanoTime();

  /**
   * Lives one life.
   *
   * @throws AssertionError with the shortest story that could be found, if a law is violated
   */
  void live(long seed) {
    try {
      Life life = new Life(seed);
      life.live(move -> true);
      lives++;
      simulatedMillis += life.simulatedMillis();
    } catch (Violation e) {
      throw new Shrinker(seed, e).shrink();
    }
  }

  double seconds() {
    return (System.nanoTime() - startNanos) / 1e9;
  }

  @Override
  public String toString() {
    return "%d lives of %.1f days each in %.0f s: %.0f simulated hours a second"
        .formatted(
            lives,
            simulatedMillis / 86_400_000.0 / Math.max(1, lives),
            seconds(),
            simulatedMillis / 3_600_000.0 / seconds());
  }
}
