package io.github.flumeaggregation.simulation;

import io.github.flumeaggregation.window.row.Events;
import java.util.List;
import java.util.Map;

/**
 * An event as a source sends it.
 *
 * @param lines those that begin in it, as the world knows them, whatever its headers say
 */
record SentEvent(Map<String, String> headers, String text, List<Line> lines) {
  byte[] body() {
    return Events.bytes(text);
  }
}
