package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.config.Quantity;
import java.util.Arrays;
import java.util.List;

/** Reads the {@code window} of an aggregation, such as {@code sliding 5m every 10s}. */
public final class WindowSpec {
  /** What may be written, for messages. */
  public static final String ALLOWED = "allowed is 'tumbling 1m' or 'sliding 5m every 10s'";

  private WindowSpec() {}

  /**
   * The windows that {@code text} describes.
   *
   * @throws IllegalArgumentException with what is allowed
   */
  public static Windows parse(String text) {
    List<String> words = Arrays.asList(text.trim().split("\\s+"));
    if (words.size() == 2 && words.get(0).equals("tumbling")) {
      long length = duration(words.get(1));
      return new FixedWindows(length, length);
    }
    if (words.size() == 4 && words.get(0).equals("sliding") && words.get(2).equals("every")) {
      return new FixedWindows(duration(words.get(1)), duration(words.get(3)));
    }
    if (words.size() == 2 && words.get(0).equals("sliding")) {
      throw new IllegalArgumentException(
          ALLOWED + "; add a step: without one, a window moves with each line (interceptor only)");
    }
    throw new IllegalArgumentException(ALLOWED);
  }

  private static long duration(String text) {
    long millis = Quantity.DURATION.parse(text);
    if (millis == 0) {
      throw new IllegalArgumentException("the durations must be above 0; " + ALLOWED);
    }
    return millis;
  }
}
