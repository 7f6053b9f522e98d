package io.github.flumeaggregation.window.alert;

import io.github.flumeaggregation.window.row.OutboxRow;
import java.util.ArrayList;
import java.util.List;

/** What all alerts of a sink share: the clock, and where their notifications go. */
final class AlertOutput {
  /** The wall clock of the operation that is being done. */
  long nowMillis;

  /** Notifications that have not been taken yet, in order. */
  List<OutboxRow> rows = new ArrayList<>();
}
