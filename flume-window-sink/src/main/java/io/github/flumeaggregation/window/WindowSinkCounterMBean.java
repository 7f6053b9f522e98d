package io.github.flumeaggregation.window;

import org.apache.flume.instrumentation.SinkCounterMBean;

/** What a {@link WindowSink} shows beyond the numbers of every Flume sink. */
public interface WindowSinkCounterMBean extends SinkCounterMBean {
  /**
   * 1 while the sink has its state open and works; 0 while it is stopped or cannot open it. Then
   * all other numbers are the last ones that it had.
   */
  long getWorking();

  /** Lines read since the state began: the sum of the next four. */
  long getLinesRead();

  /** Lines counted. */
  long getLinesCounted();

  /** Lines that are not of the format, or have no time. */
  long getLinesUnparsed();

  /** Lines whose bytes had been counted before. */
  long getLinesDuplicate();

  /** Lines too far ahead of the clock. */
  long getLinesFuture();

  /** Lines that came late for windows whose books are no longer kept. */
  long getLinesLateUnbooked();

  /** Numbers with too many digits since the sink started; they count as missing. */
  long getNumbersOutOfRange();

  /** Values that were no numbers where one was needed, and count as missing. */
  long getNotNumbers();

  /** The same by field, such as {@code bytes=2, duration=17}; empty if there are none. */
  String getNotNumbersByField();

  /** By how many milliseconds the newest line's time is behind the clock; 0 before the first. */
  long getNewestLineAgeMillis();

  /** Slices of time whose windows may still change. */
  long getSlices();

  /** Groups in those slices, added up. */
  long getGroups();

  /** Alerts that fire. */
  long getAlertsFiring();

  /** How often a group should have been watched by an alert and {@code maxAlerts} others were. */
  long getAlertsDropped();

  /** Rows that wait for delivery. */
  long getPendingRows();

  /** Exactly-once files made since the sink started. */
  long getFilesWritten();

  /** Attempts to make them that failed since the sink started; each is made again. */
  long getFileFailures();

  /** Bytes in the log since the last snapshot. */
  long getLogBytes();

  /** How long the last write of the log took to reach the disk, in microseconds. */
  long getForceMicros();

  /** How long it took to restore the state at the start, in milliseconds. */
  long getRecoveryMillis();

  /** Files or partitions whose positions were forgotten since there are too many of them. */
  long getPartitionsForgotten();

  /** Events since the start that could not be processed; their lines are booked as unparsed. */
  long getEventsSetAside();

  /** About what groups and the rows to come of open windows take in memory. */
  long getStateBytes();

  /** Slices since the start whose windows became final before their time, for lack of memory. */
  long getSlicesFinalEarly();

  /** Groups since the start that were folded into one, for lack of memory. */
  long getGroupsFoldedEarly();

  /** Bytes or messages that were counted and forgotten since there were too many large gaps. */
  long getPositionsForgotten();

  /** Bytes or messages taken as counted since there were too many gaps. */
  long getAssumedCounted();
}
