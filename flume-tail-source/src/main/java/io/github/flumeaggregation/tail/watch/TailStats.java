package io.github.flumeaggregation.tail.watch;

import java.util.concurrent.atomic.AtomicLong;

/** What the engine counts; written by the tailing thread, read by any. */
public final class TailStats {
  public final AtomicLong filesTailed = new AtomicLong();
  public final AtomicLong filesOpen = new AtomicLong();
  public final AtomicLong bytesRead = new AtomicLong();
  public final AtomicLong linesRead = new AtomicLong();
  public final AtomicLong bytesBehind = new AtomicLong();
  public final AtomicLong rotations = new AtomicLong();
  public final AtomicLong truncations = new AtomicLong();
  public final AtomicLong possibleLosses = new AtomicLong();
  public final AtomicLong doubtfulIdentities = new AtomicLong();
  public final AtomicLong oversizedLines = new AtomicLong();
  public final AtomicLong readErrors = new AtomicLong();
  public final AtomicLong channelRetries = new AtomicLong();
  public final AtomicLong positionSaveErrors = new AtomicLong();
}
