package io.github.flumeaggregation.tail.position;

import io.github.flumeaggregation.tail.watch.Instruments;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.MessageFormatter;

/**
 * Says and counts each decision about who a file is that rests on less than proof. No more than
 * {@link #MOST_PER_MINUTE} are said in a minute; all are counted.
 */
public final class Doubts {
  static final int MOST_PER_MINUTE = 20;

  private static final Logger LOG = LoggerFactory.getLogger(Doubts.class);
  private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Instruments instruments;
  private long minuteBeganNanos;
  private int saidInMinute;

  public Doubts(Instruments instruments) {
    this.instruments = instruments;
    minuteBeganNanos = instruments.time().nanos();
  }

  /** Counts a doubtful decision and says it. */
  void decided(String what, Object... values) {
    instruments.stats().doubtfulIdentities.incrementAndGet();
    warn(what, values);
  }

  /** Counts that something may be lost and says it. */
  void maybeLost(String what, Object... values) {
    instruments.stats().possibleLosses.incrementAndGet();
    warn(what, values);
  }

  private void warn(String what, Object... values) {
    long now = instruments.time().nanos();
    if (now - minuteBeganNanos >= MINUTE_NANOS) {
      unsaid();
      minuteBeganNanos = now;
      saidInMinute = 0;
    }
    if (saidInMinute++ < MOST_PER_MINUTE) {
      String message = MessageFormatter.arrayFormat(what, values).getMessage();
      LOG.warn("{}", message);
    }
  }

  private void unsaid() {
    if (saidInMinute > MOST_PER_MINUTE) {
      LOG.warn(
          "{} more decisions on files of doubtful identity were not logged;"
              + " DoubtfulIdentities and PossibleLosses count them all",
          saidInMinute - MOST_PER_MINUTE);
    }
  }
}
