package io.github.flumeaggregation.core.function;

import io.github.flumeaggregation.core.Nullable;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/** What clocks in a zone show, counted as if it were UTC. */
final class LocalClock {
  private final ZoneRules rules;

  /** The seconds for which {@link #offsetMillis} is known. */
  private long knownFromSecond;

  private long knownToSecond;
  private long offsetMillis;

  private LocalClock(ZoneRules rules) {
    this.rules = rules;
  }

  /**
   * The clock of a zone.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  static LocalClock of(String zone) {
    try {
      return new LocalClock(ZoneId.of(zone).getRules());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "'" + zone + "' is no time zone such as UTC, Europe/Berlin or +02:00", e);
    }
  }

  /**
   * Milliseconds since 1970-01-01T00:00 on that clock. Allocates only when the offset may change.
   */
  long localMillis(long epochMillis) {
    long second = Math.floorDiv(epochMillis, 1_000L);
    if (second < knownFromSecond || second >= knownToSecond) {
      look(second);
    }
    return epochMillis + offsetMillis;
  }

  private void look(long second) {
    Instant instant = Instant.ofEpochSecond(second);
    offsetMillis = rules.getOffset(instant).getTotalSeconds() * 1_000L;
    knownFromSecond = second(rules.previousTransition(instant.plusSeconds(1)), Long.MIN_VALUE);
    knownToSecond = second(rules.nextTransition(instant), Long.MAX_VALUE);
  }

  private static long second(@Nullable ZoneOffsetTransition transition, long ifNone) {
    return transition == null ? ifNone : transition.toEpochSecond();
  }
}
