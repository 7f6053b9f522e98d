package io.github.flumeaggregation.window.engine;

import io.github.flumeaggregation.core.position.CountedSet;
import io.github.flumeaggregation.core.window.WindowOperator;
import io.github.flumeaggregation.window.alert.Alerts;
import io.github.flumeaggregation.window.row.SinkBooks;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;

/** The numbers of a sink at one moment; see {@code WindowSinkCounterMBean}. */
public final class SinkStatistics {
  /** Those of a sink that has not started yet. */
  public static final SinkStatistics NONE = new SinkStatistics();

  public final SinkBooks books = new SinkBooks();
  public long numbersOutOfRange;
  public SortedMap<String, Long> notNumbers = Collections.emptySortedMap();
  public long newestMillis = Long.MIN_VALUE;
  public long slices;
  public long groups;
  public long linesLateUnbooked;
  public long pendingRows;
  public long filesWritten;
  public long fileFailures;
  public long logBytes;
  public long forceMicros;
  public long recoveryMillis;
  public long partitionsForgotten;
  public long positionsForgotten;
  public long eventsSetAside;
  public long bytesHeld;
  public long slicesFinalEarly;
  public long groupsFoldedEarly;
  public long assumedCounted;

  public long alertsFiring;
  public long alertsDropped;

  void set(Alerts alerts) {
    alertsFiring = alerts.firing();
    alertsDropped = alerts.dropped();
  }

  void set(CountedSet counted) {
    partitionsForgotten = counted.partitionsForgotten();
    positionsForgotten = counted.positionsForgotten();
    assumedCounted = counted.assumedCounted();
  }

  void set(List<WindowOperator> aggregations) {
    for (WindowOperator aggregation : aggregations) {
      slices += aggregation.slices();
      groups += aggregation.groups();
      linesLateUnbooked += aggregation.unbookedLines();
    }
  }
}
