package io.github.flumeaggregation.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.window.engine.SinkStatistics;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.apache.flume.instrumentation.SinkCounter;

/** Publishes the numbers of a sink; while it is stopped, the last ones that it had. */
public final class WindowSinkCounter extends SinkCounter implements WindowSinkCounterMBean {
  private final Supplier<@Nullable SinkStatistics> source;
  private SinkStatistics latest = SinkStatistics.NONE;

  WindowSinkCounter(String name, Supplier<@Nullable SinkStatistics> source) {
    super(name);
    this.source = source;
  }

  private synchronized SinkStatistics statistics() {
    SinkStatistics now = source.get();
    if (now != null) {
      latest = now;
    }
    return latest;
  }

  private long read(ToLongFunction<SinkStatistics> number) {
    return number.applyAsLong(statistics());
  }

  @Override
  public long getWorking() {
    return source.get() == null ? 0 : 1;
  }

  @Override
  public long getLinesRead() {
    return read(s -> s.books.read());
  }

  @Override
  public long getLinesCounted() {
    return read(s -> s.books.counted);
  }

  @Override
  public long getLinesUnparsed() {
    return read(s -> s.books.unparsed);
  }

  @Override
  public long getLinesDuplicate() {
    return read(s -> s.books.duplicate);
  }

  @Override
  public long getLinesFuture() {
    return read(s -> s.books.future);
  }

  @Override
  public long getLinesLateUnbooked() {
    return read(s -> s.linesLateUnbooked);
  }

  @Override
  public long getNumbersOutOfRange() {
    return read(s -> s.numbersOutOfRange);
  }

  @Override
  public long getNotNumbers() {
    return read(s -> s.notNumbers.values().stream().mapToLong(Long::longValue).sum());
  }

  @Override
  public String getNotNumbersByField() {
    return statistics().notNumbers.entrySet().stream()
        .map(Object::toString)
        .collect(Collectors.joining(", "));
  }

  @Override
  public long getNewestLineAgeMillis() {
    return read(
        s ->
            s.newestMillis == Long.MIN_VALUE
                ? 0
                : Math.max(0, System.currentTimeMillis() - s.newestMillis));
  }

  @Override
  public long getSlices() {
    return read(s -> s.slices);
  }

  @Override
  public long getGroups() {
    return read(s -> s.groups);
  }

  @Override
  public long getAlertsFiring() {
    return read(s -> s.alertsFiring);
  }

  @Override
  public long getAlertsDropped() {
    return read(s -> s.alertsDropped);
  }

  @Override
  public long getPendingRows() {
    return read(s -> s.pendingRows);
  }

  @Override
  public long getFilesWritten() {
    return read(s -> s.filesWritten);
  }

  @Override
  public long getFileFailures() {
    return read(s -> s.fileFailures);
  }

  @Override
  public long getLogBytes() {
    return read(s -> s.logBytes);
  }

  @Override
  public long getForceMicros() {
    return read(s -> s.forceMicros);
  }

  @Override
  public long getRecoveryMillis() {
    return read(s -> s.recoveryMillis);
  }

  @Override
  public long getPartitionsForgotten() {
    return read(s -> s.partitionsForgotten);
  }

  @Override
  public long getEventsSetAside() {
    return read(s -> s.eventsSetAside);
  }

  @Override
  public long getStateBytes() {
    return read(s -> s.bytesHeld);
  }

  @Override
  public long getSlicesFinalEarly() {
    return read(s -> s.slicesFinalEarly);
  }

  @Override
  public long getGroupsFoldedEarly() {
    return read(s -> s.groupsFoldedEarly);
  }

  @Override
  public long getPositionsForgotten() {
    return read(s -> s.positionsForgotten);
  }

  @Override
  public long getAssumedCounted() {
    return read(s -> s.assumedCounted);
  }
}
