package io.github.flumeaggregation.tool.guess;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A format that a log may be of. */
final class Candidate {
  private final String title;
  private final Map<String, String> settings;

  /** A format, what people call it, and its keys {@code format} and {@code format.*}. */
  Candidate(String title, Map<String, String> settings) {
    this.title = title;
    this.settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /** The same from keys and values in turn. */
  static Candidate of(String title, String... keysAndValues) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      settings.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return new Candidate(title, settings);
  }

  String title() {
    return title;
  }

  Map<String, String> settings() {
    return settings;
  }
}
