package io.github.flumeaggregation.tail;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offers the batch to the channel, and again later if the channel does not take it.
 *
 * <p>Never waits itself: while the channel is full the source goes on looking after its files, so
 * that one which is rotated and deleted meanwhile is held open. A failed batch is neither dropped
 * nor read again.
 */
final class Sender {
  private static final Logger LOG = LoggerFactory.getLogger(Sender.class);
  private static final long FIRST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int ATTEMPTS_PER_LOG_LINE = 60;

  private final Batch batch;
  private final Delivery delivery;
  private final Time time;
  private final TailStats stats;
  private long retryAtNanos;
  private long delivered;

  Sender(Batch batch, Delivery delivery, Instruments instruments) {
    this.batch = batch;
    this.delivery = delivery;
    time = instruments.time();
    stats = instruments.stats();
  }

  Batch batch() {
    return batch;
  }

  /**
   * Offers what is in the batch, unless it was refused just before.
   *
   * @return whether the batch is empty now
   */
  boolean flush() {
    if (batch.isEmpty()) {
      return true;
    }
    if (waitNanos() > 0) {
      return false;
    }
    try {
      delivery.deliver(batch);
    } catch (RuntimeException | Error e) {
      refused(e);
      return false;
    }
    if (batch.attempts() > 0) {
      LOG.info("The channel takes events again, after {} attempts", batch.attempts() + 1);
    }
    batch.accepted();
    delivered++;
    return true;
  }

  /** Number of batches that the channel has taken. */
  long delivered() {
    return delivered;
  }

  private void refused(Throwable cause) {
    int attempts = batch.attempts();
    batch.failed();
    stats.channelRetries.incrementAndGet();
    long wait = FIRST_WAIT_NANOS << Math.min(attempts, 10);
    retryAtNanos = time.nanos() + Math.min(wait, LONGEST_WAIT_NANOS);
    if (attempts % ATTEMPTS_PER_LOG_LINE == 0) {
      LOG.warn(
          "The channel did not take a batch of {} events (attempt {}); reading stops, the batch is"
              + " kept and offered again",
          batch.size(),
          attempts + 1,
          cause);
    }
  }

  /** Time until the next attempt, in nanoseconds; 0 if nothing was refused. */
  long waitNanos() {
    return batch.attempts() == 0 ? 0 : Math.max(0, retryAtNanos - time.nanos());
  }
}
