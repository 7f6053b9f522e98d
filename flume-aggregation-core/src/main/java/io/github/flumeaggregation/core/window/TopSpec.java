package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.aggregate.Aggregates;
import io.github.flumeaggregation.core.aggregate.Column;
import io.github.flumeaggregation.core.aggregate.States;
import io.github.flumeaggregation.core.config.Suggestion;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which groups of a window are emitted: those with the largest values of a column. */
final class TopSpec {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,7})\\s+by\\s+(.+)");

  private final int count;
  private final Column column;

  private TopSpec(int count, Column column) {
    this.count = count;
    this.column = column;
  }

  /**
   * Reads a text such as {@code 10 by count}.
   *
   * @throws IllegalArgumentException with what is allowed
   */
  static TopSpec parse(String text, Aggregates aggregates) {
    Matcher form = FORM.matcher(text.trim());
    if (!form.matches() || Integer.parseInt(form.group(1)) == 0) {
      throw new IllegalArgumentException(
          "allowed is a number of groups above 0 and a column, such as '10 by count'");
    }
    List<String> names = new ArrayList<>();
    for (Column column : aggregates.columns()) {
      if (column.name().equals(form.group(2))) {
        return new TopSpec(Integer.parseInt(form.group(1)), column);
      }
      names.add(column.name());
    }
    throw new IllegalArgumentException(
        "no column '"
            + form.group(2)
            + "' is computed"
            + Suggestion.didYouMean(form.group(2), names)
            + "; columns are "
            + String.join(", ", names));
  }

  /** How many groups are emitted. */
  int count() {
    return count;
  }

  /** The numbers of all groups, the largest first; of equal ones the one whose key sorts first. */
  int[] ranked(GroupTable groups, long windowMillis) {
    List<Integer> numbers = new ArrayList<>(groups.size());
    List<BigDecimal> values = new ArrayList<>(groups.size());
    States states = groups.states();
    for (int number = 0; number < groups.size(); number++) {
      Object value = column.value(states, number + 1, windowMillis);
      numbers.add(number);
      values.add(value instanceof BigDecimal ? (BigDecimal) value : LEAST);
    }
    GroupKeys keys = groups.keys();
    numbers.sort(
        Comparator.<Integer, BigDecimal>comparing(values::get)
            .reversed()
            .thenComparing(keys::compareValues));
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }

  /** What is no number ranks below every number. */
  private static final BigDecimal LEAST = BigDecimal.ONE.negate().movePointRight(100);
}
