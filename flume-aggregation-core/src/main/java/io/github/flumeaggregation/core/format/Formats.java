package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.config.Settings;

/** Makes the format that a component's settings ask for. */
public final class Formats {
  private Formats() {}

  /**
   * Reads {@code format} and {@code format.*}; without them, lines are in combined format.
   *
   * <p>Faults are noted in {@code settings}; the format returned then is some other one, so that
   * what depends on it can be read and its faults be found too.
   */
  public static Format read(Settings settings) {
    String name = settings.oneOf("format", "combined", "common", "combined");
    return name.equals("common") ? AccessLogFormats.common() : AccessLogFormats.combined();
  }
}
