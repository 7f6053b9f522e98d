package io.github.flumeaggregation.core.regex;

import io.github.flumeaggregation.core.regex.Assertion.Side;
import java.util.Arrays;

/** One step of the nondeterministic machine, for all the places where it may be. */
final class SearchStep {
  private final Program program;
  private final boolean anchored;
  private final boolean asksForWords;
  private final int[] pending;
  private final int[] seen;
  private final int[] taking;
  private int round;
  private int takingSize;

  SearchStep(Program program) {
    this.program = program;
    this.anchored = program.isAnchored();
    boolean words = false;
    for (int pc = 0; pc < program.size(); pc++) {
      boolean check = program.op(pc) == Program.Op.CHECK;
      words |= check && program.assertion(pc).compareTo(Assertion.WORD_BOUNDARY) >= 0;
    }
    this.asksForWords = words;
    pending = new int[2 * program.size() + 1];
    seen = new int[program.size()];
    taking = new int[program.size()];
  }

  boolean isAnchored() {
    return anchored;
  }

  /** The kind of {@code codePoint}, as far as the program cares. */
  Side sideAfter(int codePoint) {
    return asksForWords ? Side.of(codePoint) : Side.OTHER;
  }

  /**
   * Follows everything that takes no character from {@code places} and the start, with {@code
   * before} and {@code after} on both sides; answers whether that reaches a match.
   */
  boolean close(int[] places, Side before, Side after) {
    round++;
    takingSize = 0;
    int size = 0;
    for (int place : places) {
      size = push(place, size);
    }
    size = push(program.start(), size);
    while (size > 0) {
      int pc = pending[--size];
      switch (program.op(pc)) {
        case MATCH:
          return true;
        case TAKE:
          taking[takingSize++] = pc;
          break;
        case FORK:
          size = push(program.next(pc), push(program.other(pc), size));
          break;
        case KEEP:
          size = push(program.next(pc), size);
          break;
        default:
          size = program.assertion(pc).holds(before, after) ? push(program.next(pc), size) : size;
      }
    }
    return false;
  }

  private int push(int pc, int size) {
    if (seen[pc] == round) {
      return size;
    }
    seen[pc] = round;
    pending[size] = pc;
    return size + 1;
  }

  /** Where the machine may be after {@code codePoint}, from what was closed last; sorted. */
  int[] take(int codePoint) {
    int[] places = new int[takingSize];
    int size = 0;
    for (int i = 0; i < takingSize; i++) {
      if (program.set(taking[i]).contains(codePoint)) {
        places[size++] = program.next(taking[i]);
      }
    }
    return Arrays.stream(places, 0, size).sorted().distinct().toArray();
  }
}
