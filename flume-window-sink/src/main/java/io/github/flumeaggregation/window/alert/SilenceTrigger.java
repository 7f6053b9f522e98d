package io.github.flumeaggregation.window.alert;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;

/** That data are missing, or have come again. */
final class SilenceTrigger implements Trigger {
  /** What tells an alert on missing data from one on windows. */
  static final Map<String, String> LABELS = Collections.singletonMap("reason", "noData");

  private final long nowMillis;
  private final long lastDataMillis;
  private final Finding finding;

  /**
   * @param nowMillis the present wall clock
   * @param lastDataMillis the wall clock when the last data came, or the sink began to wait
   */
  SilenceTrigger(long nowMillis, long lastDataMillis, Finding finding) {
    this.nowMillis = nowMillis;
    this.lastDataMillis = lastDataMillis;
    this.finding = finding;
  }

  @Override
  public long timestampMillis() {
    return nowMillis;
  }

  @Override
  public void addLabels(Map<String, String> labels) {
    labels.putAll(LABELS);
  }

  @Override
  public void addHeaders(Map<String, String> headers) {}

  @Override
  public void addAnnotations(Map<String, String> annotations) {
    annotations.put("cause", finding.cause().toString());
    annotations.put("detail", finding.detail());
    annotations.put("value", "no data since " + Instant.ofEpochMilli(lastDataMillis));
  }
}
