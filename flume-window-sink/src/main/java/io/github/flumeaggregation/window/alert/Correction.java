package io.github.flumeaggregation.window.alert;

import java.util.Map;

/** A trigger that came late, and changes what was said before. */
final class Correction implements Trigger {
  private final Trigger late;

  Correction(Trigger late) {
    this.late = late;
  }

  @Override
  public long timestampMillis() {
    return late.timestampMillis();
  }

  @Override
  public void addLabels(Map<String, String> labels) {
    late.addLabels(labels);
  }

  @Override
  public void addHeaders(Map<String, String> headers) {
    late.addHeaders(headers);
  }

  @Override
  public void addAnnotations(Map<String, String> annotations) {
    late.addAnnotations(annotations);
    annotations.put("correction", "late lines have changed this window");
  }
}
