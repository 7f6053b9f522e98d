package io.github.flumeaggregation.tool.check;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * The shortest way from one list of results to another: what is to be taken out, and what is to be
 * put in. Cost: the product of their lengths, less what they begin and end with alike.
 */
final class Difference {
  private final List<String> lines = new ArrayList<>();

  /** Finds it. */
  Difference(List<JsonObject> expected, List<JsonObject> actual) {
    int start = 0;
    int expectedEnd = expected.size();
    int actualEnd = actual.size();
    while (start < Math.min(expectedEnd, actualEnd)
        && expected.get(start).equals(actual.get(start))) {
      start++;
    }
    while (Math.min(expectedEnd, actualEnd) > start
        && expected.get(expectedEnd - 1).equals(actual.get(actualEnd - 1))) {
      expectedEnd--;
      actualEnd--;
    }
    walk(expected.subList(start, expectedEnd), actual.subList(start, actualEnd));
  }

  private void walk(List<JsonObject> expected, List<JsonObject> actual) {
    int[][] common = commonLengths(expected, actual);
    int i = 0;
    int j = 0;
    while (i < expected.size() || j < actual.size()) {
      if (i < expected.size() && j < actual.size() && expected.get(i).equals(actual.get(j))) {
        i++;
        j++;
      } else if (j == actual.size()
          || (i < expected.size() && common[i + 1][j] >= common[i][j + 1])) {
        lines.add("- " + expected.get(i++));
      } else {
        lines.add("+ " + actual.get(j++));
      }
    }
  }

  /** At [i][j] how many results the rests from there have in common, in order. */
  private static int[][] commonLengths(List<JsonObject> expected, List<JsonObject> actual) {
    int[][] common = new int[expected.size() + 1][actual.size() + 1];
    for (int i = expected.size() - 1; i >= 0; i--) {
      for (int j = actual.size() - 1; j >= 0; j--) {
        common[i][j] =
            expected.get(i).equals(actual.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }

  /**
   * Results that should have come after {@code -}, those that came in their place after {@code +}.
   */
  List<String> lines() {
    return lines;
  }
}
