package io.github.flumeaggregation.core.config;

import io.github.flumeaggregation.core.Nullable;
import java.util.Collection;
import java.util.Locale;

/** Finds the known name that a mistyped one was most likely meant to be. */
public final class Suggestion {
  private Suggestion() {}

  /** {@code " (did you mean 'x'?)"} for the nearest known name, or nothing if none is near. */
  public static String didYouMean(String name, Collection<String> known) {
    String nearest = nearest(name, known);
    return nearest == null ? "" : " (did you mean '" + nearest + "'?)";
  }

  /** The nearest known name within a third of the length of {@code name}, or null. */
  public static @Nullable String nearest(String name, Collection<String> known) {
    String best = null;
    int bestDistance = Math.max(2, name.length() / 3) + 1;
    for (String candidate : known) {
      int distance = distance(fold(name), fold(candidate));
      if (distance < bestDistance) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return best;
  }

  private static String fold(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /**
   * Edits that turn one into the other, a swap of neighbours counted as one (optimal alignment).
   */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        d[i][j] = i == 0 || j == 0 ? i + j : cheapestEdit(d, a, b, i, j);
      }
    }
    return d[a.length()][b.length()];
  }

  private static int cheapestEdit(int[][] d, String a, String b, int i, int j) {
    int replace = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int cost = Math.min(replace, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(cost, d[i - 2][j - 2] + 1) : cost;
  }
}
