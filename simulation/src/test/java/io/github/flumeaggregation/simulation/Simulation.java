package io.github.flumeaggregation.simulation;

import java.util.function.UnaryOperator;

/**
 * Lives of many seeds, one after the other. To be had from {@link CountingLoader}; otherwise no
 * memory ever ends.
 */
final class Simulation implements UnaryOperator<String> {
  private long lives;
  private long simulatedMillis;
  private final long startNanos = System.nanoTime();

  /**
   * Lives one life, and tells it.
   *
   * @param line a {@link StoryLine}
   * @throws AssertionError with the shortest story that could be found, if a law is violated
   */
  @Override
  public String apply(String line) {
    StoryLine story = StoryLine.parse(line);
    try {
      Life life = story.live();
      lives++;
      simulatedMillis += life.simulatedMillis();
      return life.told();
    } catch (Violation e) {
      throw new Shrinker(story, e).shrink();
    }
  }

  @Override
  public String toString() {
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    return "%d lives of %.1f days each in %.0f s: %.0f simulated hours a second"
        .formatted(
            lives,
            simulatedMillis / 86_400_000.0 / Math.max(1, lives),
            seconds,
            simulatedMillis / 3_600_000.0 / seconds);
  }
}
