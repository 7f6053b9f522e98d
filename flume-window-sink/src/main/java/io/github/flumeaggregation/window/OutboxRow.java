package io.github.flumeaggregation.window;

import java.util.Collections;
import java.util.Map;

/** A result on its way out: the headers and the body of the event that it becomes. */
final class OutboxRow {
  private final Map<String, String> headers;
  private final byte[] body;

  OutboxRow(Map<String, String> headers, byte[] body) {
    this.headers = Collections.unmodifiableMap(headers);
    this.body = body;
  }

  Map<String, String> headers() {
    return headers;
  }

  /** One JSON object on one line, without terminator. */
  byte[] body() {
    return body;
  }
}
