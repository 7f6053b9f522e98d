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

  /** Whether it holds a later piece of a line. */
  boolean isContinuation() {
    return headers.containsKey("tail.continuation");
  }

  /** Whether it says how far a source is. */
  boolean isReport() {
    return headers.containsKey("tail.progress") && text.startsWith("{");
  }

  /** Whether it says where it comes from; a stranger's does not. */
  boolean hasPosition() {
    return lines.isEmpty() || !lines.get(0).file().isEmpty();
  }
}
