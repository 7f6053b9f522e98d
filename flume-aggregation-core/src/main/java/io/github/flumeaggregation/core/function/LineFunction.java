package io.github.flumeaggregation.core.function;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.record.Record;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** A function over values of one line: what it is called, what it takes, and how one is made. */
public final class LineFunction {
  private static final Map<String, LineFunction> BY_NAME = byName();

  private final String usage;
  private final List<Parameter> parameters;
  private int required;
  private boolean repeatsLast;
  private @Nullable Function<Arguments, @Nullable Textual> text;
  private @Nullable Function<Arguments, @Nullable Numeric> number;
  private @Nullable Function<Arguments, Predicate<Record>> condition;

  private LineFunction(String usage, Parameter... parameters) {
    this.usage = usage;
    this.parameters = Arrays.asList(parameters);
    this.required = parameters.length;
  }

  private static Map<String, LineFunction> byName() {
    Map<String, LineFunction> functions = new LinkedHashMap<>();
    for (List<LineFunction> list :
        Arrays.asList(
            TextFunctions.LIST,
            ChoiceFunctions.LIST,
            WebFunctions.LIST,
            NetworkFunctions.LIST,
            NumberFunctions.LIST,
            TimeFunctions.LIST,
            TableFunctions.LIST)) {
      for (LineFunction function : list) {
        functions.put(function.name(), function);
      }
    }
    return Collections.unmodifiableMap(functions);
  }

  /**
   * A function that yields texts.
   *
   * @param usage how a call looks, such as {@code lower(text)}
   * @param maker makes it for the arguments of one call; an {@link IllegalArgumentException} says
   *     what is wrong with them
   */
  static LineFunction ofText(
      String usage, Function<Arguments, @Nullable Textual> maker, Parameter... parameters) {
    LineFunction function = new LineFunction(usage, parameters);
    function.text = maker;
    return function;
  }

  /** Likewise, one that yields numbers. */
  static LineFunction ofNumber(
      String usage, Function<Arguments, Numeric> maker, Parameter... parameters) {
    LineFunction function = new LineFunction(usage, parameters);
    function.number = maker;
    return function;
  }

  /** Likewise, one that yields truth values. */
  static LineFunction ofCondition(
      String usage, Function<Arguments, Predicate<Record>> maker, Parameter... parameters) {
    LineFunction function = new LineFunction(usage, parameters);
    function.condition = maker;
    return function;
  }

  /** This, which may yield numbers as well: what {@code maker} makes, if not null. */
  LineFunction orNumber(Function<Arguments, @Nullable Numeric> maker) {
    number = maker;
    return this;
  }

  /** The last parameter may be left out. */
  LineFunction lastOptional() {
    required--;
    return this;
  }

  /** What the last parameter takes may stand there several times. */
  LineFunction lastRepeated() {
    repeatsLast = true;
    return this;
  }

  /** The function called {@code name}; null if there is none. */
  public static @Nullable LineFunction named(String name) {
    return BY_NAME.get(name);
  }

  /** The names of all functions. */
  public static Collection<String> names() {
    return BY_NAME.keySet();
  }

  private String name() {
    return usage.substring(0, usage.indexOf('('));
  }

  /** How a call looks, such as {@code substr(text, from[, length])}. */
  public String usage() {
    return usage;
  }

  /** What may stand at this place, counted from 0; null if nothing may. */
  public @Nullable Parameter parameter(int index) {
    if (index < parameters.size()) {
      return parameters.get(index);
    }
    return repeatsLast ? parameters.get(parameters.size() - 1) : null;
  }

  /** Whether so many arguments are too few. */
  public boolean needsMoreThan(int arguments) {
    return arguments < required;
  }

  /**
   * The function for one call, if it yields texts; null if it does not.
   *
   * @throws IllegalArgumentException if an argument is of the right kind but not allowed
   */
  public @Nullable Textual text(Arguments arguments) {
    return text == null ? null : text.apply(arguments);
  }

  /** Likewise, if it yields truth values. */
  public @Nullable Predicate<Record> condition(Arguments arguments) {
    return condition == null ? null : condition.apply(arguments);
  }

  /** Likewise, if it yields numbers. */
  public @Nullable Numeric number(Arguments arguments) {
    return number == null ? null : number.apply(arguments);
  }
}
