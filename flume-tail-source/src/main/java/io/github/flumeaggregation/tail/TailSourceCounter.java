package io.github.flumeaggregation.tail;

import io.github.flumeaggregation.tail.watch.TailStats;
import org.apache.flume.instrumentation.SourceCounter;

/** The numbers of a {@link TailSource} for JMX and for Flume's own monitoring. */
public final class TailSourceCounter extends SourceCounter implements TailSourceCounterMBean {
  private final TailStats stats;

  TailSourceCounter(String name, TailStats stats) {
    super(name);
    this.stats = stats;
  }

  @Override
  public long getFilesTailed() {
    return stats.filesTailed.get();
  }

  @Override
  public long getFilesOpen() {
    return stats.filesOpen.get();
  }

  @Override
  public long getBytesRead() {
    return stats.bytesRead.get();
  }

  @Override
  public long getLinesRead() {
    return stats.linesRead.get();
  }

  @Override
  public long getBytesBehind() {
    return stats.bytesBehind.get();
  }

  @Override
  public long getRotations() {
    return stats.rotations.get();
  }

  @Override
  public long getTruncations() {
    return stats.truncations.get();
  }

  @Override
  public long getPossibleLosses() {
    return stats.possibleLosses.get();
  }

  @Override
  public long getDoubtfulIdentities() {
    return stats.doubtfulIdentities.get();
  }

  @Override
  public long getOversizedLines() {
    return stats.oversizedLines.get();
  }

  @Override
  public long getReadErrors() {
    return stats.readErrors.get();
  }

  @Override
  public long getChannelRetries() {
    return stats.channelRetries.get();
  }

  @Override
  public long getPositionSaveErrors() {
    return stats.positionSaveErrors.get();
  }
}
