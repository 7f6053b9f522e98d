package io.github.flumeaggregation.core.expression;

import io.github.flumeaggregation.core.config.Suggestion;
import io.github.flumeaggregation.core.record.Fields;
import io.github.flumeaggregation.core.record.UnknownFieldException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The columns of an aggregation's rows, for expressions over them. A column without a name of its
 * own is written as in {@code compute}: {@code avg(bytes)}.
 */
public final class ColumnFields implements Fields {
  private final List<Call> calls;
  private final BitSet hidden;
  private final List<String> names = new ArrayList<>();
  private final BitSet used = new BitSet();

  /** The columns of a {@code compute} list. */
  public ColumnFields(List<Call> calls) {
    this(calls, new BitSet());
  }

  /** Likewise, without some. */
  ColumnFields(List<Call> calls, BitSet hidden) {
    this.calls = calls;
    this.hidden = hidden;
    for (int i = 0; i < calls.size(); i++) {
      if (!hidden.get(i)) {
        names.add(calls.get(i).column());
      }
    }
  }

  @Override
  public int index(String name) {
    for (int i = 0; i < calls.size(); i++) {
      if (!hidden.get(i) && calls.get(i).column().equals(name)) {
        used.set(i);
        return i;
      }
    }
    throw UnknownFieldException.because(
        "unknown column '"
            + name
            + "'"
            + Suggestion.didYouMean(name, names)
            + "; columns are "
            + String.join(", ", names));
  }

  @Override
  public boolean hasCalls() {
    return true;
  }

  @Override
  public Type type(int index) {
    String function = calls.get(index).function();
    return function.equals("first") || function.equals("last") ? Type.ANY : Type.NUMBER;
  }

  /** How many columns there are. */
  public int size() {
    return calls.size();
  }

  /** Whether an expression names the column. */
  public boolean isUsed(int index) {
    return used.get(index);
  }

  /** The columns that expressions name, in their order. */
  int[] used() {
    return used.stream().toArray();
  }

  /**
   * The conditions of those {@code count(condition)} that an expression over the rows names, itself
   * or by a column that is computed of them.
   */
  public List<Condition> conditionsOfUsedCounts() {
    List<Condition> conditions = new ArrayList<>();
    BitSet meant = (BitSet) used.clone();
    for (int i = calls.size() - 1; i >= 0; i--) {
      Formula formula = calls.get(i).formula();
      for (int column : meant.get(i) && formula != null ? formula.columns() : new int[0]) {
        meant.set(column);
      }
    }
    for (int i = meant.nextSetBit(0); i >= 0; i = meant.nextSetBit(i + 1)) {
      Condition condition = calls.get(i).condition();
      if (condition != null) {
        conditions.add(condition);
      }
    }
    return conditions;
  }
}
