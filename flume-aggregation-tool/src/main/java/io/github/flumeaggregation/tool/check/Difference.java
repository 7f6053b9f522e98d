package io.github.flumeaggregation.tool.check;

import com.google.gson.JsonObject;
import io.github.flumeaggregation.tool.rows.CanonicalJson;
import java.util.ArrayList;
import java.util.List;

/**
 * The shortest way from one list of results to another: what is to be taken out, and what is to be
 * put in. Cost: the product of their lengths, less what they begin and end with alike.
 */
final class Difference {
  private final List<String> expected;
  private final List<String> actual;
  private final List<String> lines = new ArrayList<>();

  /** Finds it. */
  Difference(List<JsonObject> expectedObjects, List<JsonObject> actualObjects) {
    expected = texts(expectedObjects);
    actual = texts(actualObjects);
    int start = 0;
    int expectedEnd = expected.size();
    int actualEnd = actual.size();
    while (start < Math.min(expectedEnd, actualEnd) && isSame(start, start)) {
      start++;
    }
    while (Math.min(expectedEnd, actualEnd) > start && isSame(expectedEnd - 1, actualEnd - 1)) {
      expectedEnd--;
      actualEnd--;
    }
    int[][] common = commonLengths(start, expectedEnd, actualEnd);
    int i = start;
    int j = start;
    while (i < expectedEnd || j < actualEnd) {
      if (i < expectedEnd && j < actualEnd && isSame(i, j)) {
        i++;
        j++;
      } else if (j == actualEnd
          || (i < expectedEnd
              && common[i + 1 - start][j - start] >= common[i - start][j + 1 - start])) {
        lines.add("- " + expectedObjects.get(i++));
      } else {
        lines.add("+ " + actualObjects.get(j++));
      }
    }
  }

  private static List<String> texts(List<JsonObject> objects) {
    List<String> texts = new ArrayList<>();
    objects.forEach(object -> texts.add(CanonicalJson.of(object)));
    return texts;
  }

  private boolean isSame(int i, int j) {
    return expected.get(i).equals(actual.get(j));
  }

  /** At [i][j] how many results the rests from there, after the start, have in common, in order. */
  private int[][] commonLengths(int start, int expectedEnd, int actualEnd) {
    int[][] common = new int[expectedEnd - start + 1][actualEnd - start + 1];
    for (int i = expectedEnd - start - 1; i >= 0; i--) {
      for (int j = actualEnd - start - 1; j >= 0; j--) {
        common[i][j] =
            isSame(start + i, start + j)
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
