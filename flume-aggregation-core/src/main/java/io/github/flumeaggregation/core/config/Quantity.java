package io.github.flumeaggregation.core.config;

import io.github.flumeaggregation.core.Nullable;
import java.util.LinkedHashMap;
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
          .unit("d", 86_400_000);

  /** Sizes, in bytes: {@code 512B}, {@code 64KiB}, {@code 10MiB}, {@code 1GiB}. */
  public static final Quantity SIZE =
      new Quantity("a size with a unit (512B, 64KiB, 10MiB, 1GiB)")
          .unit("B", 1)
          .unit("KiB", 1L << 10)
          .unit("MiB", 1L << 20)
          .unit("GiB", 1L << 30);

  private static final Pattern FORM = Pattern.compile("([0-9]{1,12})\\s*([A-Za-z]*)");

  private final String expected;
  private final Map<String, Long> units = new LinkedHashMap<>();

  private Quantity(String expected) {
    this.expected = expected;
  }

  private Quantity unit(String name, long factor) {
    units.put(name, factor);
    return this;
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
                  : "; unknown unit '"
                      + given
                      + "'"
                      + Suggestion.didYouMean(given, units.keySet())));
    }
    long number = Long.parseLong(form.group(1));
    if (number > Long.MAX_VALUE / factor) {
      throw new IllegalArgumentException("allowed is " + expected + "; this one is too large");
    }
    return number * factor;
  }
}
