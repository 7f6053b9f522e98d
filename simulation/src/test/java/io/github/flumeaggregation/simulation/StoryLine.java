package io.github.flumeaggregation.simulation;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A life in one line: its seed, and which of its moves happen, as in {@code 4711:3,17,18}; without
 * a colon all of them do.
 */
record StoryLine(long seed, List<Integer> moves) {
  static StoryLine parse(String line) {
    String[] parts = line.split(":", 2);
    long seed = Long.parseLong(parts[0].trim());
    if (parts.length == 1) {
      return new StoryLine(seed, IntStream.range(0, Life.moves(seed)).boxed().toList());
    }
    return new StoryLine(
        seed,
        Arrays.stream(parts[1].split(","))
            .filter(move -> !move.isBlank())
            .map(move -> Integer.valueOf(move.trim()))
            .toList());
  }

  /**
   * Lives it.
   *
   * @throws Violation if a law does not hold
   */
  Life live() {
    Set<Integer> happening = new HashSet<>(moves);
    Life life = new Life(seed);
    life.live(happening::contains);
    return life;
  }

  /** The law that it violates; null if none. */
  Violation violation() {
    try {
      live();
      return null;
    } catch (Violation e) {
      return e;
    }
  }

  @Override
  public String toString() {
    return seed + ":" + moves.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
