package io.github.flumeaggregation.window.alert;

import io.github.flumeaggregation.core.expression.Call;
import io.github.flumeaggregation.core.expression.Condition;
import io.github.flumeaggregation.core.record.Fields;
import io.github.flumeaggregation.core.record.UnknownFieldException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The columns of an aggregation's rows, for conditions over them. A column without a name of its
 * own is written as in {@code compute}: {@code avg(bytes)}.
 */
final class RowFields implements Fields {
  private final List<Call> calls;
  private final List<String> names = new ArrayList<>();
  private final BitSet used = new BitSet();

  /** The columns of a {@code compute} list. */
  RowFields(List<Call> calls) {
    this.calls = calls;
    for (Call call : calls) {
      names.add(call.column());
    }
  }

  @Override
  public int index(String name) {
    int index = names.indexOf(name);
    if (index < 0) {
      throw new UnknownFieldException(name, names);
    }
    used.set(index);
    return index;
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

  int size() {
    return names.size();
  }

  /** Whether a condition names the column. */
  boolean isUsed(int index) {
    return used.get(index);
  }

  /** The conditions of those {@code count(condition)} that a condition over the rows names. */
  List<Condition> conditionsOfUsedCounts() {
    List<Condition> conditions = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      Condition condition = calls.get(i).condition();
      if (used.get(i) && condition != null) {
        conditions.add(condition);
      }
    }
    return conditions;
  }
}
