package io.github.flumeaggregation.window;

import io.github.flumeaggregation.core.position.CountedSet;
import io.github.flumeaggregation.core.window.WindowedAggregation;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;

/** The numbers of a sink at one moment; see {@link WindowSinkCounterMBean}. */
final class SinkStatistics {
  /** Those of a sink that has not started yet. */
  static final SinkStatistics NONE = new SinkStatistics();

  final SinkBooks books = new SinkBooks();
  long numbersOutOfRange;
  SortedMap<String, Long> notNumbers = Collections.emptySortedMap();
  long newestMillis = Long.MIN_VALUE;
  long slices;
  long groups;
  long linesLateUnbooked;
  long pendingRows;
  long filesWritten;
  long fileFailures;
  long logBytes;
  long forceMicros;
  long recoveryMillis;
  long partitionsForgotten;
  long positionsForgotten;
  long eventsSetAside;
  long bytesHeld;
  long slicesFinalEarly;
  long groupsFoldedEarly;
  long assumedCounted;

  long alertsFiring;
  long alertsDropped;

  void set(Alerts alerts) {
    alertsFiring = alerts.firing();
    alertsDropped = alerts.dropped();
  }

  void set(CountedSet counted) {
    partitionsForgotten = counted.partitionsForgotten();
    positionsForgotten = counted.positionsForgotten();
    assumedCounted = counted.assumedCounted();
  }

  void set(List<WindowedAggregation> aggregations) {
    for (WindowedAggregation aggregation : aggregations) {
      slices += aggregation.slices();
      groups += aggregation.groups();
      linesLateUnbooked += aggregation.unbookedLines();
    }
  }
}
