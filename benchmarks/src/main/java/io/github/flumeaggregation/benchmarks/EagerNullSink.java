package io.github.flumeaggregation.benchmarks;

import org.apache.flume.EventDeliveryException;
import org.apache.flume.sink.NullSink;

/**
 * Flume's null sink without Flume's nap: after a take that found too little the runner would let it
 * sleep for one to five seconds, and a benchmark would measure that.
 */
public final class EagerNullSink extends NullSink {
  @Override
  public Status process() throws EventDeliveryException {
    if (super.process() == Status.BACKOFF) {
      try {
        Thread.sleep(1);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Status.BACKOFF;
      }
    }
    return Status.READY;
  }
}
