package io.github.flumeaggregation.tail.engine;

import io.github.flumeaggregation.tail.watch.Instruments;
import io.github.flumeaggregation.tail.watch.TailStats;
import io.github.flumeaggregation.tail.watch.Time;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offers the batch to the channel, and again later if the channel does not take it.
 *
 * <p>Never waits itself: while the channel is full the source goes on looking after its files, so
 * that one which is rotated and deleted meanwhile is held open. A failed batch is neither dropped
 * nor read again. It is offered in smaller slices, since what does not fit as a whole may fit in
 * parts; a slice that is too large for any transaction of the channel is never tried again.
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
  private int mostEvents = Integer.MAX_VALUE;
  private int slice = Integer.MAX_VALUE;
  private int attempts;
  private long retryAtNanos;
  private long delivered;
  private long deliveredEvents;

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
    while (!batch.isEmpty()) {
      if (waitNanos() > 0) {
        return false;
      }
      offer(Math.min(batch.size(), slice));
    }
    return true;
  }

  private void offer(int count) {
    try {
      delivery.deliver(batch, count);
    } catch (Delivery.TooLargeException e) {
      if (count > 1) {
        tooLarge(count, e);
      } else {
        refused(count, e);
      }
      return;
    } catch (RuntimeException | Error e) {
      refused(count, e);
      return;
    }
    accepted(count);
  }

  private void accepted(int count) {
    if (attempts > 0) {
      LOG.info("The channel takes events again, after {} attempts", attempts + 1);
      attempts = 0;
    }
    batch.accepted(count);
    slice = slice > mostEvents / 2 ? mostEvents : slice * 2;
    delivered++;
    deliveredEvents += count;
  }

  /** Number of slices that the channel has taken. */
  long delivered() {
    return delivered;
  }

  /** Number of events that the channel has taken. */
  long deliveredEvents() {
    return deliveredEvents;
  }

  private void tooLarge(int count, RuntimeException cause) {
    mostEvents = count / 2;
    slice = mostEvents;
    LOG.warn(
        "{} events are more than a transaction of the channel may have; offering {} at a time."
            + " Better: a batchSize that is not above the channel's transactionCapacity ({})",
        count,
        mostEvents,
        cause.getMessage());
  }

  private void refused(int count, Throwable cause) {
    stats.channelRetries.incrementAndGet();
    long wait = FIRST_WAIT_NANOS << Math.min(attempts, 10);
    retryAtNanos = time.nanos() + Math.min(wait, LONGEST_WAIT_NANOS);
    if (attempts % ATTEMPTS_PER_LOG_LINE == 0) {
      LOG.warn(
          "The channel did not take {} events (attempt {}); reading stops, they are kept and"
              + " offered again",
          count,
          attempts + 1,
          cause);
    } else if (count == 1 && slice == 1 && attempts % ATTEMPTS_PER_LOG_LINE == 30) {
      LOG.error(
          "The channel refuses even one event, of {} bytes. Unless it is full because nothing takes"
              + " from it, it is too small: raise its byteCapacity, or lower maxEventBytes or"
              + " maxLineBytes ({})",
          batch.body(0).length,
          cause.toString());
    }
    slice = Math.max(1, count / 2);
    attempts++;
  }

  /** Time until the next attempt, in nanoseconds; 0 if nothing was refused. */
  long waitNanos() {
    return attempts == 0 ? 0 : Math.max(0, retryAtNanos - time.nanos());
  }
}
