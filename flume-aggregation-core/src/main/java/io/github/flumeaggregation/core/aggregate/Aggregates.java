package io.github.flumeaggregation.core.aggregate;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.expression.Call;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A compiled {@code compute} list: the accumulators that it needs, each only once (an average and a
 * sum of the same field share theirs), and the columns that read them.
 */
public final class Aggregates {
  private static final long MILLIS_PER_SECOND = 1000;

  /** The number of lines of a group: always kept, so that empty groups are recognised. */
  static final StateRef LINES = new StateRef(true, 0);

  private final Map<String, StateRef> refs = new HashMap<>();
  private final List<Accumulator> invertible = new ArrayList<>();
  private final List<Accumulator> mergeOnly = new ArrayList<>();
  private final List<Column> columns = new ArrayList<>();

  private Aggregates() {
    state("count", new Count(null));
  }

  /** Compiles the calls of a {@code compute} list. */
  public static Aggregates compile(List<Call> calls) {
    Aggregates aggregates = new Aggregates();
    for (Call call : calls) {
      aggregates.columns.add(new Column(call.column(), aggregates.result(call)));
    }
    return aggregates;
  }

  /** The columns, in the order of the list. */
  public List<Column> columns() {
    return Collections.unmodifiableList(columns);
  }

  /** Storage for the states of groups. */
  public States newStates() {
    return new States(new Layout(invertible), new Layout(mergeOnly));
  }

  private Column.Result result(Call call) {
    switch (call.function()) {
      case "count":
        return count(call);
      case "rate":
        return rate();
      case "sum":
        return sum(call.field());
      case "avg":
        return average(call.field());
      case "min":
        return extreme("min", call.field(), Extreme.smallest(call.field()));
      case "max":
        return extreme("max", call.field(), Extreme.largest(call.field()));
      default:
        throw new IllegalArgumentException("no such function: " + call.function());
    }
  }

  private Column.Result count(Call call) {
    StateRef count =
        call.condition() == null
            ? LINES
            : state("count " + call.column(), new Count(call.condition()));
    return (group, windowMillis) -> BigDecimal.valueOf(group.count(count));
  }

  private static Column.Result rate() {
    BigDecimal perSecond = BigDecimal.valueOf(MILLIS_PER_SECOND);
    return (group, windowMillis) ->
        Numbers.quotient(BigDecimal.valueOf(group.count(LINES)).multiply(perSecond), windowMillis);
  }

  private Column.Result sum(int field) {
    StateRef sum = state("sum " + field, new Sum(field));
    StateRef count = numbers(field);
    return (group, windowMillis) -> group.sum(sum, count);
  }

  private Column.Result average(int field) {
    StateRef sum = state("sum " + field, new Sum(field));
    StateRef count = numbers(field);
    return (group, windowMillis) -> {
      @Nullable BigDecimal total = group.sum(sum, count);
      return total == null ? null : Numbers.quotient(total, group.count(count));
    };
  }

  private Column.Result extreme(String function, int field, Extreme extreme) {
    StateRef ref = state(function + " " + field, extreme);
    return (group, windowMillis) -> Extreme.value(group.cell(ref));
  }

  private StateRef numbers(int field) {
    return state("numbers " + field, Count.ofNumbers(field));
  }

  /** The place of the accumulator called {@code key}: of {@code accumulator} if it is the first. */
  private StateRef state(String key, Accumulator accumulator) {
    return refs.computeIfAbsent(
        key,
        k -> {
          List<Accumulator> list = accumulator.invertible() ? invertible : mergeOnly;
          list.add(accumulator);
          return new StateRef(accumulator.invertible(), list.size() - 1);
        });
  }
}
