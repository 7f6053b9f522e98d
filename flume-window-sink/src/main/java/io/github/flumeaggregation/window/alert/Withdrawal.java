package io.github.flumeaggregation.window.alert;

import java.util.Map;

/** That a rule is no longer configured as it was, which ends what it said. */
final class Withdrawal implements Evidence {
  private final long nowMillis;
  private final Map<String, String> labels;

  /**
   * @param labels those that tell the alert from others of its rule
   */
  Withdrawal(long nowMillis, Map<String, String> labels) {
    this.nowMillis = nowMillis;
    this.labels = labels;
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
    annotations.put("detail", "the alert is no longer configured as it was");
  }
}
