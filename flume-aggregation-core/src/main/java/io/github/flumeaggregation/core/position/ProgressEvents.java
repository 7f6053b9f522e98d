package io.github.flumeaggregation.core.position;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.flumeaggregation.core.record.Words;
import java.util.Map;

/**
 * Tells the tail source's account of how far it is ({@link PositionHeaders#PROGRESS}) from log data
 * that claims to be one: whoever can set a header could otherwise keep lines from being counted.
 */
public final class ProgressEvents {
  /** How the body of each begins. */
  private static final byte[] BEGINNING = "{\"type\":\"progress\",".getBytes(UTF_8);

  private ProgressEvents() {}

  /** Whether an event is such an account; any other one is log data. */
  public static boolean isProgress(Map<String, String> headers, byte[] body) {
    return headers.containsKey(PositionHeaders.PROGRESS)
        && body.length >= BEGINNING.length
        && Words.areSame(body, 0, BEGINNING, 0, BEGINNING.length);
  }
}
