package io.github.flumeaggregation.core.regex;

import io.github.flumeaggregation.core.record.Utf8;
import io.github.flumeaggregation.core.regex.Assertion.Side;
import java.util.Arrays;

/**
 * Tells whether a pattern occurs in a text, by a deterministic machine whose states are made when
 * they are first needed: one look-up for each character, then no allocation.
 *
 * <p>A state is the set of instructions at which the nondeterministic machine may be, with the kind
 * of character before. When the table is full, all states are dropped and made again, so memory is
 * bounded (256 KiB, or a few states of a huge alphabet), and a text's cost at worst its length
 * times the program's. Not safe for several threads.
 */
public final class RegexSearch {
  private static final int MAX_CELLS = 1 << 16;
  private static final int MIN_STATES = 16;

  private static final int[] NO_PLACES = {};
  private static final int UNKNOWN = 0;
  private static final int FOUND = -1;
  private static final int HOPELESS = -2;

  private final Alphabet alphabet;
  private final SearchStep step;
  private final SearchStates states;
  private final int letters;
  private int[] table;
  private int start = UNKNOWN;
  private int startGeneration;

  RegexSearch(Program program) {
    alphabet = new Alphabet(program);
    letters = alphabet.size();
    step = new SearchStep(program);
    states = new SearchStates(Math.max(MIN_STATES, MAX_CELLS / letters));
    table = new int[letters * MIN_STATES];
  }

  /** Whether the pattern occurs in {@code bytes[from, to)}. */
  public boolean find(byte[] bytes, int from, int to) {
    int state = startState();
    int at = from;
    while (at < to) {
      int codePoint = bytes[at];
      if (codePoint >= 0) {
        at++;
      } else {
        int decoded = Utf8.decode(bytes, at, to);
        codePoint = Utf8.codePoint(decoded);
        at += Utf8.length(decoded);
      }
      int letter = alphabet.letter(codePoint);
      int next = table[(state - 1) * letters + letter];
      state = next == UNKNOWN ? move(state, letter) : next;
      if (state < 0) {
        return state == FOUND;
      }
    }
    return states.endsWell(state, step);
  }

  private int startState() {
    if (start == UNKNOWN || startGeneration != states.generation()) {
      start = intern(NO_PLACES, Side.NOTHING);
      startGeneration = states.generation();
    }
    return start;
  }

  private int move(int state, int letter) {
    int generation = states.generation();
    int codePoint = alphabet.codePoint(letter);
    boolean found = step.close(states.places(state), states.before(state), Side.of(codePoint));
    int next = FOUND;
    if (!found) {
      int[] places = step.take(codePoint);
      boolean hopeless = places.length == 0 && step.isAnchored();
      next = hopeless ? HOPELESS : intern(places, step.sideAfter(codePoint));
    }
    // If the table was full, the state itself is gone.
    if (generation == states.generation()) {
      table[(state - 1) * letters + letter] = next;
    }
    return next;
  }

  private int intern(int[] places, Side before) {
    int state = states.intern(places, before);
    if (state == SearchStates.FULL) {
      states.clear();
      Arrays.fill(table, UNKNOWN);
      state = states.intern(places, before);
    }
    if (state * letters > table.length) {
      table = Arrays.copyOf(table, Math.max(2 * table.length, state * letters));
    }
    return state;
  }
}
