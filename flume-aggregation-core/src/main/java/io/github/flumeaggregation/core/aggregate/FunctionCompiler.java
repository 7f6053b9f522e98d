package io.github.flumeaggregation.core.aggregate;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.expression.Call;
import io.github.flumeaggregation.core.expression.HistogramPart;
import io.github.flumeaggregation.core.record.Decimal;
import io.github.flumeaggregation.core.record.Fields;
import io.github.flumeaggregation.core.record.Slice;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;

/** Turns function calls into accumulators and into what is computed from their states. */
final class FunctionCompiler {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final BigDecimal MILLIS_PER_SECOND = BigDecimal.valueOf(1000);

  private final Fields fields;

  /** What the configuration calls the fields, by which states are known over a change of it. */
  private final Map<Integer, String> fieldNames = new HashMap<>();

  private final Map<String, StateRef> refs = new HashMap<>();
  private Set<String> used = new HashSet<>();
  private final List<Accumulator> invertible = new ArrayList<>();
  private final List<Accumulator> mergeOnly = new ArrayList<>();
  private boolean needsWindowLength;

  FunctionCompiler(Fields fields) {
    this.fields = fields;
    invertible.add(new Count(null)); // Aggregates.LINES
    refs.put("lines", Aggregates.LINES);
  }

  /** The places of the states, by what they are of. */
  Map<String, StateRef> refs() {
    return refs;
  }

  /** Compiles a column. */
  Column column(Call call) {
    used = new HashSet<>();
    fieldNames.put(call.field(), meaning(String.valueOf(call.fieldName()), call));
    Column.Result result = compile(call);
    String text = meaning(call.text(), call);
    return new Column(call.column(), text, used, result, partBound(call, result));
  }

  /**
   * A text, and the definitions and tables that it depends on: whoever changes one means something
   * else.
   */
  private String meaning(String text, Call call) {
    SortedMap<String, String> definitions = fields.definitionsIn(call.text());
    SortedMap<String, String> tables = fields.tablesIn(call.text());
    return text
        + (definitions.isEmpty() ? "" : " with " + definitions)
        + (tables.isEmpty() ? "" : " of tables " + tables);
  }

  List<Accumulator> invertible() {
    return invertible;
  }

  List<Accumulator> mergeOnly() {
    return mergeOnly;
  }

  boolean needsWindowLength() {
    return needsWindowLength;
  }

  private Column.Result compile(Call call) {
    int field = call.field();
    switch (call.function()) {
      case "count":
        return count(call);
      case "rate":
        return rate();
      case "sum":
        return sum(field);
      case "avg":
        return average(field);
      case "min":
        return extreme("min", field, Extreme.smallest(field));
      case "max":
        return extreme("max", field, Extreme.largest(field));
      case "variance":
        return variance(field, 1);
      case "variancePop":
        return variance(field, 0);
      case "stddev":
        return deviation(field, 1);
      case "stddevPop":
        return deviation(field, 0);
      case "first":
        return boundary("first", field, Boundary.first(field));
      case "last":
        return boundary("last", field, Boundary.last(field));
      case "distinct":
        return distinct(field);
      case "histogram":
        return upTo(call);
      default:
        return percentile(field, call.function());
    }
  }

  private Column.Result count(Call call) {
    StateRef count =
        call.condition() == null
            ? Aggregates.LINES
            : state(meaning(call.text(), call), new Count(call.condition()));
    return (group, windowMillis) -> BigDecimal.valueOf(group.count(count));
  }

  private Column.Result rate() {
    needsWindowLength = true;
    return (group, windowMillis) -> perSecond(group.count(Aggregates.LINES), windowMillis);
  }

  private static BigDecimal perSecond(long lines, long windowMillis) {
    return Numbers.quotient(BigDecimal.valueOf(lines).multiply(MILLIS_PER_SECOND), windowMillis);
  }

  /** Of the functions that more lines can never make smaller. */
  private static @Nullable PartBound partBound(Call call, Column.Result result) {
    switch (call.function()) {
      case "count":
      case "distinct":
      case "histogram":
        return PartBound.ofCounts(result);
      case "rate":
        return PartBound.ofLines(FunctionCompiler::perSecond);
      case "max":
        return PartBound.ofLargest(result);
      default:
        return null;
    }
  }

  private Column.Result sum(int field) {
    StateRef sum = sumState(field);
    StateRef count = numbers(field);
    return (group, windowMillis) -> group.sum(sum, count);
  }

  private Column.Result average(int field) {
    StateRef sum = sumState(field);
    StateRef count = numbers(field);
    return (group, windowMillis) -> {
      @Nullable BigDecimal total = group.sum(sum, count);
      return total == null ? null : Numbers.quotient(total, group.count(count));
    };
  }

  private Column.Result extreme(String function, int field, Extreme extreme) {
    StateRef ref = state(function, field, extreme);
    return (group, windowMillis) -> Extreme.value(group.cell(ref));
  }

  private Column.Result variance(int field, int degreesLost) {
    Variance variance = varianceOf(field, degreesLost);
    return (group, windowMillis) -> variance.of(group);
  }

  private Column.Result deviation(int field, int degreesLost) {
    Variance variance = varianceOf(field, degreesLost);
    return (group, windowMillis) -> variance.deviationOf(group);
  }

  private Variance varianceOf(int field, int degreesLost) {
    StateRef squares = state("squares", field, new SumOfSquares(field));
    return new Variance(numbers(field), sumState(field), squares, degreesLost);
  }

  private Column.Result boundary(String function, int field, Boundary boundary) {
    StateRef ref = state(function, field, boundary);
    boolean isNumber = fields.type(field) == Fields.Type.NUMBER;
    return (group, windowMillis) -> {
      Slice value = Boundary.value(group.cell(ref));
      return value == null ? null : isNumber ? number(value) : value.toString();
    };
  }

  /** A number as a number; what only looks like one, or has too many digits, as it stands. */
  private static Object number(Slice value) {
    Decimal number = new Decimal();
    return number.parse(value) == Decimal.Parsed.OK ? number.toBigDecimal() : value.toString();
  }

  private Column.Result distinct(int field) {
    StateRef ref = state("distinct", field, new Distinct(field));
    return (group, windowMillis) -> BigDecimal.valueOf(Distinct.value(group.cell(ref)));
  }

  private Column.Result upTo(Call call) {
    HistogramPart part = Objects.requireNonNull(call.histogramPart());
    Buckets buckets = new Buckets(call.field(), part.bounds());
    StateRef ref = state("buckets " + part.bounds(), call.field(), buckets);
    return (group, windowMillis) -> BigDecimal.valueOf(Buckets.upTo(group.cell(ref), part.index()));
  }

  private Column.Result percentile(int field, String function) {
    BigDecimal percent = new BigDecimal(function.substring(1));
    if (percent.signum() == 0) {
      return extreme("min", field, Extreme.smallest(field));
    }
    if (percent.compareTo(HUNDRED) == 0) {
      return extreme("max", field, Extreme.largest(field));
    }
    StateRef ref = state("histogram", field, new HistogramOf(field));
    return (group, windowMillis) -> group.percentile(ref, percent);
  }

  private StateRef sumState(int field) {
    return state("sum", field, new Sum(field));
  }

  private StateRef numbers(int field) {
    return state("numbers", field, Count.ofNumbers(field));
  }

  private StateRef state(String function, int field, Accumulator accumulator) {
    return state(function + '(' + fieldNames.get(field) + ')', accumulator);
  }

  /** The place of the accumulator called {@code key}: of {@code accumulator} if it is the first. */
  private StateRef state(String key, Accumulator accumulator) {
    used.add(key);
    return refs.computeIfAbsent(
        key,
        k -> {
          List<Accumulator> list = accumulator.invertible() ? invertible : mergeOnly;
          list.add(accumulator);
          return new StateRef(accumulator.invertible(), list.size() - 1);
        });
  }
}
