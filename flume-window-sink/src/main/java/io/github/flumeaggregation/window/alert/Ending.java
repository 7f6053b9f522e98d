package io.github.flumeaggregation.window.alert;

import java.util.Collections;
import java.util.Map;

/** That an alert ends, or is another, for a reason that is no row and no line. */
final class Ending implements Trigger {
  private final long nowMillis;
  private final Map<String, String> labels;
  private final String detail;

  private Ending(long nowMillis, Map<String, String> labels, String detail) {
    this.nowMillis = nowMillis;
    this.labels = labels;
    this.detail = detail;
  }

  /**
   * The rule is no longer configured as it was, which ends what it said.
   *
   * @param labels those that tell the alert from others of its rule
   */
  static Ending withdrawn(long nowMillis, Map<String, String> labels) {
    return new Ending(nowMillis, labels, "the alert is no longer configured as it was");
  }

  /** The time has passed for which an alert on a session goes on. */
  static Ending lapsed(long nowMillis) {
    return new Ending(
        nowMillis, Collections.emptyMap(), "keepFiringFor has passed since the session closed");
  }

  /** A session for which the alert fired is none any more, or another. */
  static Ending ofSession(long nowMillis) {
    return new Ending(
        nowMillis, Collections.emptyMap(), "a session for which it fired has changed");
  }

  @Override
  public long timestampMillis() {
    return nowMillis;
  }

  @Override
  public void addLabels(Map<String, String> all) {
    all.putAll(labels);
  }

  @Override
  public void addHeaders(Map<String, String> headers) {}

  @Override
  public void addAnnotations(Map<String, String> annotations) {
    annotations.put("detail", detail);
  }
}
