package io.github.flumeaggregation.core.regex;

import java.util.Arrays;

/** Characters that no part of a program tells from each other, numbered as letters from 0 on. */
final class Alphabet {
  /** The first code point of each stretch of code points, all of which are the same letter. */
  private final int[] starts;

  private final int[] ascii = new int[128];

  Alphabet(Program program) {
    int[] cuts = new int[2 * CharSets.WORD.ranges().length + 2];
    int size = 0;
    cuts[size++] = 0;
    for (int pc = 0; pc <= program.size(); pc++) {
      boolean takes = pc < program.size() && program.op(pc) == Program.Op.TAKE;
      if (!takes && pc < program.size()) {
        continue;
      }
      int[] ranges = takes ? program.set(pc).ranges() : CharSets.WORD.ranges();
      if (cuts.length < size + ranges.length) {
        cuts = Arrays.copyOf(cuts, 2 * (size + ranges.length));
      }
      for (int i = 0; i < ranges.length; i++) {
        cuts[size++] = ranges[i] + (i & 1);
      }
    }
    starts = Arrays.stream(cuts, 0, size).sorted().distinct().toArray();
    for (int c = 0; c < ascii.length; c++) {
      ascii[c] = find(c);
    }
  }

  /** How many letters there are. */
  int size() {
    return starts.length;
  }

  /** The letter that a code point is. */
  int letter(int codePoint) {
    return codePoint < ascii.length ? ascii[codePoint] : find(codePoint);
  }

  /** A code point that is that letter. */
  int codePoint(int letter) {
    return starts[letter];
  }

  private int find(int codePoint) {
    int found = Arrays.binarySearch(starts, codePoint);
    return found >= 0 ? found : -found - 2;
  }
}
