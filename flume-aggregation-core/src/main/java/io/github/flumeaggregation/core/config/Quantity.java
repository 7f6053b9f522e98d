package io.github.flumeaggregation.core.config;

import io.github.flumeaggregation.core.Nullable;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A whole number with a unit: a duration in milliseconds or a size in bytes. */
public final class Quantity {
  /** Durations, in milliseconds: {@code 500ms}, {@code 10s}, {@code 5m}, {@code 1h}, {@code 1d}. */
  public static final Quantity DURATION =
      new Quantity("a duration with a unit (500ms, 10s, 5m, 1h, 1d)")
          .unit("ms", 1)
          .unit("s", 1_000)
          .unit("m", 60_000)
          .unit("h", 3_600_000)
          .unit("d", 86_400_000)
          .also("ms", "msec", "msecs", "milli", "millis", "millisecond", "milliseconds")
          .also("s", "sec", "secs", "second", "seconds")
          .also("m", "min", "mins", "minute", "minutes")
          .also("h", "hr", "hrs", "hour", "hours")
          .also("d", "day", "days");

  /** Sizes, in bytes: {@code 512B}, {@code 64KiB}, {@code 10MiB}, {@code 1GiB}. */
  public static final Quantity SIZE =
      new Quantity("a size with a unit (512B, 64KiB, 10MiB, 1GiB)")
          .unit("B", 1)
          .unit("KiB", 1L << 10)
          .unit("MiB", 1L << 20)
          .unit("GiB", 1L << 30)
          .also("B", "byte", "bytes")
          .also("KiB", "k", "kb", "kib", "kilobytes")
          .also("MiB", "m", "mb", "mib", "megabytes")
          .also("GiB", "g", "gb", "gib", "gigabytes");

  private static final Pattern FORM = Pattern.compile("([0-9]{1,12})\\s*([A-Za-z]*)");

  private final String expected;
  private final Map<String, Long> units = new LinkedHashMap<>();

  /** What people write from habit, in lower case, and the unit that it is here. */
  private final Map<String, String> habits = new HashMap<>();

  private Quantity(String expected) {
    this.expected = expected;
  }

  private Quantity unit(String name, long factor) {
    units.put(name, factor);
    return this;
  }

  private Quantity also(String unit, String... names) {
    for (String name : names) {
      habits.put(name, unit);
    }
    return this;
  }

  private String meant(String given) {
    @Nullable String habit = habits.get(given.toLowerCase(Locale.ROOT));
    return habit == null
        ? Suggestion.didYouMean(given, units.keySet())
        : " (did you mean '" + habit + "'?)";
  }

  /**
   * The number times its unit.
   *
   * @throws IllegalArgumentException with what is allowed, if the text is not of that form
   */
  public long parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("allowed is " + expected);
    }
    @Nullable Long factor = units.get(form.group(2));
    if (factor == null) {
      String given = form.group(2);
      throw new IllegalArgumentException(
          "allowed is "
              + expected
              + (given.isEmpty()
                  ? "; the unit is missing"
                  : "; unknown unit '" + given + "'" + meant(given)));
    }
    long number = Long.parseLong(form.group(1));
    if (number > Long.MAX_VALUE / factor) {
      throw new IllegalArgumentException("allowed is " + expected + "; this one is too large");
    }
    return number * factor;
  }
}
