package io.github.flumeaggregation.window;

import java.util.HashMap;
import java.util.Map;
import org.apache.flume.Event;

/**
 * An event that cannot be processed. Whatever of it can be read is read here, so that nothing of it
 * fails any more; its body is not for logs.
 */
final class SetAside {
  private static final String[] NAMES = {
    "tail.file", "tail.offset", "tail.length", "tail.lines", "topic", "partition", "offset"
  };

  private final Map<String, String> headers;
  private final byte[] body;

  SetAside(Event event) {
    headers = headers(event);
    body = body(event);
  }

  private static Map<String, String> headers(Event event) {
    Map<String, String> known = new HashMap<>();
    try {
      for (String name : NAMES) {
        String value = event.getHeaders().get(name);
        if (value != null) {
          known.put(name, value);
        }
      }
    } catch (RuntimeException e) {
      known.clear();
    }
    return known;
  }

  private static byte[] body(Event event) {
    try {
      byte[] body = event.getBody();
      return body == null ? new byte[0] : body;
    } catch (RuntimeException e) {
      return new byte[0];
    }
  }

  /** Its position, as far as it has one, and nothing else. */
  Map<String, String> headers() {
    return headers;
  }

  byte[] body() {
    return body;
  }

  @Override
  public String toString() {
    return "of " + body.length + " bytes with the position " + headers;
  }
}
