package io.github.flumeaggregation.tail.engine;

import io.github.flumeaggregation.tail.watch.Time;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Knows for how long positions have waited for their confirmation, and says so now and then. */
final class UnconfirmedWatch {
  private static final Logger LOG = LoggerFactory.getLogger(UnconfirmedWatch.class);
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long AGAIN_NANOS = TimeUnit.HOURS.toNanos(1);

  private final Time time;
  private boolean waits;
  private long sinceNanos;
  private long sayNanos;
  private boolean said;

  UnconfirmedWatch(Time time) {
    this.time = time;
  }

  /** A marker is to be sent: from now on something waits. */
  void began() {
    if (!waits) {
      waits = true;
      sinceNanos = time.nanos();
      sayNanos = sinceNanos + PATIENCE_NANOS;
    }
  }

  /** A marker is confirmed. */
  void confirmed() {
    if (said) {
      LOG.info("Positions are confirmed and saved again, after {} s", waitedMillis() / 1_000);
    }
    waits = false;
    said = false;
  }

  /** For how long something has waited, in milliseconds; 0 if nothing does. */
  long waitedMillis() {
    return waits ? TimeUnit.NANOSECONDS.toMillis(time.nanos() - sinceNanos) : 0;
  }

  /** Says what is waited for, when that is due. */
  void look(Supplier<String> waitingFor) {
    if (waits && time.nanos() - sayNanos >= 0) {
      sayNanos = time.nanos() + AGAIN_NANOS;
      said = true;
      LOG.warn(
          "For {} s the lines in the channel have not been confirmed as counted: {}. Nothing is"
              + " lost: positions are not saved beyond what is confirmed, and after a crash the"
              + " lines are read again; new files wait meanwhile",
          waitedMillis() / 1_000,
          waitingFor.get());
    }
  }
}
