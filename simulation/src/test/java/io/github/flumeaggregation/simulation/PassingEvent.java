package io.github.flumeaggregation.simulation;

import java.util.HashMap;
import java.util.Map;
import org.apache.flume.Event;

/** An event on its way through an interceptor, where the memory may be used up. */
final class PassingEvent implements Event {
  private static final int NEVER = 0;
  private static final int EARLY = 1;
  private static final int LATE = 2;

  private final Map<String, String> headers;
  private byte[] body;
  private int ends = NEVER;
  private int ended = NEVER;

  PassingEvent(Map<String, String> headers, byte[] body) {
    this.headers = new Headers(headers);
    this.body = body;
  }

  /** Lets an allocation fail: before the event is looked at, or when a header is written. */
  void endMemory(boolean early) {
    ends = early ? EARLY : LATE;
  }

  private void failAt(int place) {
    if (ends == place) {
      ends = NEVER;
      ended = place;
      throw new OutOfMemoryError("simulated");
    }
  }

  boolean hasFailed() {
    return ended != NEVER;
  }

  /** Whether the lines had been counted by then. */
  boolean hasFailedLate() {
    return ended == LATE;
  }

  @Override
  public Map<String, String> getHeaders() {
    return headers;
  }

  @Override
  public void setHeaders(Map<String, String> headers) {
    throw new UnsupportedOperationException();
  }

  @Override
  public byte[] getBody() {
    failAt(EARLY);
    return body;
  }

  @Override
  public void setBody(byte[] body) {
    this.body = body;
  }

  private final class Headers extends HashMap<String, String> {
    private static final long serialVersionUID = 1;

    Headers(Map<String, String> headers) {
      headers.forEach(super::put);
    }

    @Override
    public String put(String name, String value) {
      failAt(LATE);
      return super.put(name, value);
    }
  }
}
