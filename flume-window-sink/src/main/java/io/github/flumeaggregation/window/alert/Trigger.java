package io.github.flumeaggregation.window.alert;

import java.util.Map;

/** What brings a notification about: a row, a silence, an end. */
interface Trigger {
  /** The time to file the notification under, in milliseconds since the epoch. */
  long timestampMillis();

  /** Adds the labels that tell it from other alerts of the same rule. */
  void addLabels(Map<String, String> labels);

  /** Adds the headers that are special to it. */
  void addHeaders(Map<String, String> headers);

  /** Adds what people are to know of it. */
  void addAnnotations(Map<String, String> annotations);
}
