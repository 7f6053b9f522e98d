package io.github.flumeaggregation.tail;

import java.util.concurrent.atomic.AtomicLong;

/** What the engine counts; written by the tailing thread, read by any. */
final class TailStats {
  final AtomicLong filesTailed = new AtomicLong();
  final AtomicLong filesOpen = new AtomicLong();
  final AtomicLong bytesRead = new AtomicLong();
  final AtomicLong linesRead = new AtomicLong();
  final AtomicLong bytesBehind = new AtomicLong();
  final AtomicLong rotations = new AtomicLong();
  final AtomicLong truncations = new AtomicLong();
  final AtomicLong possibleLosses = new AtomicLong();
  final AtomicLong doubtfulIdentities = new AtomicLong();
  final AtomicLong oversizedLines = new AtomicLong();
  final AtomicLong readErrors = new AtomicLong();
  final AtomicLong channelRetries = new AtomicLong();
  final AtomicLong positionSaveErrors = new AtomicLong();
}
