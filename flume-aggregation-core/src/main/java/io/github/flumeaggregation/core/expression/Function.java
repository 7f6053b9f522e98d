package io.github.flumeaggregation.core.expression;

import io.github.flumeaggregation.core.config.Suggestion;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** What the functions of a {@code compute} list take. */
enum Function {
  /** Nothing, or a condition. */
  COUNT,
  /** Nothing. */
  OF_LINES,
  /** A field that holds numbers. */
  OF_NUMBERS,
  /** Any field. */
  OF_ANYTHING,
  /** A field that holds numbers, and bounds. */
  HISTOGRAM;

  /** A percentile: no leading zero, so that one percentile has one name. */
  private static final Pattern PERCENTILE =
      Pattern.compile("p(0|[1-9][0-9]?)([.][0-9]{1,6})?|p100");

  private static final Map<String, Function> BY_NAME = new LinkedHashMap<>();

  static {
    BY_NAME.put("count", COUNT);
    for (String name :
        Arrays.asList(
            "sum", "avg", "min", "max", "stddev", "variance", "stddevPop", "variancePop")) {
      BY_NAME.put(name, OF_NUMBERS);
    }
    BY_NAME.put("rate", OF_LINES);
    for (String name : Arrays.asList("first", "last", "distinct")) {
      BY_NAME.put(name, OF_ANYTHING);
    }
    BY_NAME.put(Call.HISTOGRAM, HISTOGRAM);
  }

  /** What the function called {@code name} takes; a fault if there is none. */
  static Function named(Token name, TokenReader tokens) {
    if (PERCENTILE.matcher(name.value).matches()) {
      return OF_NUMBERS;
    }
    Function function = BY_NAME.get(name.value);
    if (function == null) {
      throw tokens.fault(
          name,
          "unknown function "
              + name.described()
              + Suggestion.didYouMean(name.value, BY_NAME.keySet())
              + "; functions are "
              + String.join(", ", BY_NAME.keySet())
              + " and percentiles from p0 to p100, such as p50 or p99.9");
    }
    return function;
  }

  boolean takesNothing() {
    return this == COUNT || this == OF_LINES;
  }

  boolean takesNumbers() {
    return this == OF_NUMBERS || this == HISTOGRAM;
  }

  /** What the function called {@code name} expects, for messages. */
  String needs(String name) {
    if (this == HISTOGRAM) {
      return "one field and bounds: write '" + name + "(field, 0.1, 0.5, 1)'";
    }
    return this == OF_LINES
        ? "no argument: write '" + name + "'"
        : "one field: write '" + name + "(field)'";
  }
}
