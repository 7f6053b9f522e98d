package io.github.flumeaggregation.tool.guess;

import io.github.flumeaggregation.core.Nullable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What {@code guess} finds, for others than its command. */
public final class GuessedFormat {
  private final Guess guess;
  private final List<byte[]> lines;

  private GuessedFormat(Guess guess, List<byte[]> lines) {
    this.guess = guess;
    this.lines = lines;
  }

  /** The format of at least half of the lines; null if there is none that is known. */
  public static @Nullable GuessedFormat of(List<byte[]> lines) {
    Sample sample = Sample.ofLines(lines);
    @Nullable Guess best = Guess.best(sample);
    return best == null || best.parsed() * 2 < best.lines()
        ? null
        : new GuessedFormat(best, sample.lines());
  }

  /** What people call it. */
  public String title() {
    return guess.candidate().title();
  }

  /** The keys {@code format} and {@code format.*}. */
  public Map<String, String> settings() {
    return guess.candidate().settings();
  }

  /** The fields that its first few lines have. */
  public Set<String> fields() {
    Set<String> fields = new LinkedHashSet<>();
    guess.shown().forEach(line -> fields.addAll(line.keySet()));
    return fields;
  }

  /** The field of fewest values, but more than one: it says of what kind a line is; or null. */
  public @Nullable String telling() {
    String best = null;
    int fewest = Integer.MAX_VALUE;
    for (Map.Entry<String, Set<String>> field : guess.values(lines).entrySet()) {
      int values = field.getValue().size();
      if (values > 1 && values < fewest) {
        fewest = values;
        best = field.getKey();
      }
    }
    return best;
  }
}
