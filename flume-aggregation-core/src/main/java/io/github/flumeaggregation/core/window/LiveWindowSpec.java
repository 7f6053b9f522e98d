package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.config.Quantity;
import java.util.Arrays;
import java.util.List;

/** Reads the {@code window} of a live aggregation: {@code sliding 5m}. */
public final class LiveWindowSpec {
  private static final String ALLOWED = "allowed is 'sliding 5m', or no window at all";
  private static final List<String> CLOSING =
      Arrays.asList("tumbling", "calendar", "total", "cumulative", "session");

  private LiveWindowSpec() {}

  /**
   * The window's length in milliseconds, above 0.
   *
   * @throws IllegalArgumentException with what is allowed
   */
  public static long parseMillis(String text) {
    List<String> words = Arrays.asList(text.trim().split("\\s+"));
    if (words.size() == 2 && words.get(0).equals("sliding")) {
      return lengthMillis(words.get(1));
    }
    throw new IllegalArgumentException(ALLOWED + hint(words));
  }

  private static String hint(List<String> words) {
    if (words.contains("every")) {
      return "; this window moves with each line, so there is no 'every' (the WindowSink has it)";
    }
    return CLOSING.contains(words.get(0))
        ? "; windows that close, such as '" + words.get(0) + "', are the WindowSink's"
        : "";
  }

  private static long lengthMillis(String text) {
    long millis = Quantity.DURATION.parse(text);
    if (millis == 0) {
      throw new IllegalArgumentException("the duration must be above 0; " + ALLOWED);
    }
    return millis;
  }
}
