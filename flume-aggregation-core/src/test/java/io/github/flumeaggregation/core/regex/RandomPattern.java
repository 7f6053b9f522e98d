package io.github.flumeaggregation.core.regex;

import java.util.Random;

/** Random patterns of the syntax that ours and java.util.regex have in common. */
final class RandomPattern {
  private static final String[] ATOMS = {
    "a",
    "b",
    "c",
    "x",
    ".",
    "[ab]",
    "[^a]",
    "[a-cX]",
    "\\d",
    "\\D",
    "\\w",
    "\\W",
    "\\s",
    "\\S",
    "0",
    " ",
    "\\.",
    "[.]",
    "\u00e4",
    "[\u00e4-\u00fc]",
    "\\x61",
    "\\u0062",
    "\"",
    "[^\"\\\\]",
    "-"
  };
  private static final String[] QUANTIFIERS = {
    "*", "+", "?", "*?", "+?", "??", "{2}", "{1,3}", "{0,2}?", "{2,}", "{1,}?"
  };

  private final Random random;
  private final boolean captures;

  /**
   * With {@code captures}, what is repeated has no groups and cannot be empty: Java at times gives
   * a group in a repetition the place that it had in a way given up since.
   */
  RandomPattern(Random random, boolean captures) {
    this.random = random;
    this.captures = captures;
  }

  String next() {
    String flags = random.nextInt(6) == 0 ? "(?i)" : random.nextInt(8) == 0 ? "(?s)" : "";
    return flags + (random.nextInt(4) == 0 ? "^" : "") + choice(3) + (ends() ? "\\z" : "");
  }

  private boolean ends() {
    return random.nextInt(4) == 0;
  }

  private String choice(int depth) {
    StringBuilder choice = new StringBuilder(sequence(depth));
    while (random.nextInt(4) == 0) {
      choice.append('|').append(sequence(depth));
    }
    return choice.toString();
  }

  private String sequence(int depth) {
    StringBuilder sequence = new StringBuilder();
    for (int i = random.nextInt(4); i >= 0; i--) {
      sequence.append(quantified(depth));
    }
    return sequence.toString();
  }

  private String quantified(int depth) {
    if (random.nextInt(20) == 0) {
      return random.nextBoolean() ? "\\b" : "\\B";
    }
    boolean group = depth > 0 && random.nextInt(3) == 0;
    String atom = group ? group(depth - 1) : ATOMS[random.nextInt(ATOMS.length)];
    boolean repeatable =
        !group || !captures || !(hasGroups(atom) || "".matches(withoutBoundaries(atom)));
    boolean quantified = repeatable && random.nextInt(2) == 0;
    return quantified ? atom + QUANTIFIERS[random.nextInt(QUANTIFIERS.length)] : atom;
  }

  /** A boundary is taken for nothing, so that a group of nothing else counts as possibly empty. */
  private static String withoutBoundaries(String atom) {
    return atom.replaceAll("(?<!\\\\)\\\\[bB]", "");
  }

  private static boolean hasGroups(String atom) {
    return atom.matches("(?s).*(?<![\\\\])\\((?![?]).*");
  }

  private String group(int depth) {
    String inner = choice(depth);
    return (random.nextBoolean() ? "(" : "(?:") + inner + ")";
  }

  /** A text that such patterns may or may not match. */
  String text() {
    String letters = "aaabbbcxX01 .\"\\-\n\u00e4\u00fc\u20ac\uD83D\uDE00";
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(15); i > 0; i--) {
      int at =
          letters.offsetByCodePoints(
              0, random.nextInt(letters.codePointCount(0, letters.length())));
      text.appendCodePoint(letters.codePointAt(at));
    }
    return text.toString();
  }
}
