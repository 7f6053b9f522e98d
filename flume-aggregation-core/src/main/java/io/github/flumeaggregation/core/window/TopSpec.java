package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.aggregate.Aggregates;
import io.github.flumeaggregation.core.aggregate.Column;
import io.github.flumeaggregation.core.aggregate.PartBound;
import io.github.flumeaggregation.core.config.Suggestion;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
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

  /**
   * Folds the groups that are not among the {@code largest}; of equal ones those stay whose keys
   * sort first. Those that stay are numbered by rank.
   *
   * @param folded what is known of the lines that are in {@code (other)} before
   * @param left the numbers of groups that are not among the largest whatever their values are
   * @return the ranks, from 0, of the groups that a folded one could be larger than
   */
  BitSet keep(GroupTable groups, int largest, long windowMillis, FoldedBound folded, BitSet left) {
    int most = Math.min(largest, groups.size() - left.cardinality());
    if (groups.size() <= most && groups.states().lines(GroupTable.OTHER) == 0) {
      return new BitSet();
    }
    BigDecimal[] values = new BigDecimal[groups.size()];
    Integer[] order = new Integer[values.length];
    for (int number = 0; number < values.length; number++) {
      Object value = column.value(groups.states(), number + 1, windowMillis);
      BigDecimal size = value instanceof BigDecimal ? (BigDecimal) value : LEAST;
      values[number] = left.get(number) ? LEFT : size;
      order[number] = number;
    }
    Comparator<Integer> bySize = Comparator.comparing(number -> values[number]);
    Arrays.sort(order, bySize.reversed().thenComparing(groups.keys()::compareValues));
    BitSet uncertain = uncertain(groups, windowMillis, folded, order, values);
    groups.keep(Arrays.stream(order).mapToInt(Integer::intValue).toArray(), most);
    uncertain.clear(groups.size(), order.length);
    return uncertain;
  }

  /** The ranks of the groups that are not larger than all that follow and are folded may be. */
  private BitSet uncertain(
      GroupTable groups,
      long windowMillis,
      FoldedBound folded,
      Integer[] order,
      BigDecimal[] values) {
    BitSet uncertain = new BitSet();
    if (groups.states().lines(GroupTable.OTHER) == 0) {
      return uncertain;
    }
    @Nullable PartBound bound = column.partBound();
    if (bound == null) {
      uncertain.set(0, order.length);
      return uncertain;
    }
    BigDecimal largest = largest(bound, groups, windowMillis, folded.mostLines());
    for (int rank = order.length - 1; rank >= 0; rank--) {
      int number = order[rank];
      uncertain.set(rank, values[number].compareTo(largest) <= 0);
      long lacking = folded.lacking(number);
      if (lacking > 0) {
        BigDecimal part = largest(bound, groups, windowMillis, lacking);
        largest = largest.max(bound.with(values[number], part));
      }
    }
    return uncertain;
  }

  private static BigDecimal largest(
      PartBound bound, GroupTable groups, long windowMillis, long lines) {
    long most = Math.min(lines, groups.states().lines(GroupTable.OTHER));
    BigDecimal largest = bound.largest(groups.states(), GroupTable.OTHER, windowMillis, most);
    return largest == null ? LEAST : largest;
  }

  /** What is no number ranks below every number. */
  private static final BigDecimal LEAST = BigDecimal.ONE.negate().movePointRight(100);

  private static final BigDecimal LEFT = LEAST.subtract(BigDecimal.ONE);
}
