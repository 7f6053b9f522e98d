package io.github.flumeaggregation.core.aggregate;

import io.github.flumeaggregation.core.Nullable;
import java.math.BigDecimal;

/** The states of one group, as the columns of its row read them. */
final class GroupView {
  private States states;
  private int row;
  private final boolean again;
  private final Cell cell = new Cell();

  /**
   * @param again whether the same states are asked again and again while lines come
   */
  GroupView(States states, int row, boolean again) {
    this.states = states;
    this.row = row;
    this.again = again;
  }

  /** Makes this the view of another group. */
  void moveTo(States newStates, int newRow) {
    states = newStates;
    row = newRow;
  }

  /** The percentile of a histogram; null if there are no values. */
  @Nullable
  BigDecimal percentile(StateRef histogram, BigDecimal percent) {
    return again
        ? HistogramOf.percentileAgain(cell(histogram), percent)
        : HistogramOf.percentile(cell(histogram), percent);
  }

  Cell cell(StateRef ref) {
    states.locate(ref, row, cell);
    return cell;
  }

  long count(StateRef count) {
    return Count.value(cell(count));
  }

  /** The sum, or null if {@code count} is 0: the sum of nothing is empty, as in SQL. */
  @Nullable
  BigDecimal sum(StateRef sum, StateRef count) {
    return count(count) == 0 ? null : Sum.value(cell(sum));
  }
}
