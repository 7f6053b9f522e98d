package io.github.flumeaggregation.simulation;

import java.util.ArrayList;
import java.util.List;

/** Leaves out moves of a life that violates a law, as long as a law is still violated. */
final class Shrinker {
  /** How many lives it may take. */
  private static final int LIVES = 2_000;

  private final long seed;
  private int lives;
  private List<Integer> moves;
  private Violation violation;

  Shrinker(StoryLine story, Violation violation) {
    this.seed = story.seed();
    this.violation = violation;
    moves = story.moves();
  }

  /** What is left, in words, and the line by which it becomes a regression. */
  AssertionError shrink() {
    for (int piece = moves.size() / 2; piece > 0 && lives < LIVES; ) {
      piece = leaveOut(piece) ? Math.min(piece, moves.size()) : piece / 2;
    }
    String line = new StoryLine(seed, moves).toString();
    String words = "\"" + line + "\" (-Dsimulation.story=" + line + ")\n" + violation.story();
    return new AssertionError(words + "\n" + violation.getCause(), violation.getCause());
  }

  /** Whether some piece of that many moves was not needed. */
  private boolean leaveOut(int piece) {
    boolean any = false;
    for (int at = 0; at < moves.size() && lives < LIVES; ) {
      List<Integer> fewer = new ArrayList<>(moves);
      fewer.subList(at, Math.min(at + piece, fewer.size())).clear();
      Violation found = new StoryLine(seed, fewer).violation();
      lives++;
      if (found == null) {
        at += piece;
      } else {
        moves = fewer;
        violation = found;
        any = true;
      }
    }
    return any;
  }
}
