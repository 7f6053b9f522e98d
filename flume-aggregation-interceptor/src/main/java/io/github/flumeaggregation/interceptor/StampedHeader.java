package io.github.flumeaggregation.interceptor;

import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.position.PositionHeaders;
import java.util.Map;

/**
 * A header that the interceptor writes, and that is its own: where there is no value it is taken
 * away, so that neither a sender nor an earlier pass of the same event can say it instead.
 */
final class StampedHeader {
  private final String name;

  private StampedHeader(String name) {
    this.name = name;
  }

  static StampedHeader of(String name) {
    return new StampedHeader(name);
  }

  /** The header of this name; a fault of {@code key} if it may not be written. */
  static StampedHeader read(String name, Settings settings, String key) {
    StampedHeader header = of(name);
    header.check(settings, key);
    return header;
  }

  /** Notes a fault of {@code key} if the header may not be written. */
  void check(Settings settings, String key) {
    if (name.isEmpty()) {
      settings.fault(key, "the header has no name; allowed is, say, 'flags.slow'");
    } else if (PositionHeaders.isReserved(name)) {
      settings.fault(
          key,
          "the header '"
              + name
              + "' says where an event comes from, and may not be overwritten: lines would be"
              + " counted twice or not at all; choose another name");
    }
  }

  String name() {
    return name;
  }

  void put(Map<String, String> headers, String value) {
    headers.put(name, value);
  }

  void remove(Map<String, String> headers) {
    headers.remove(name);
  }
}
