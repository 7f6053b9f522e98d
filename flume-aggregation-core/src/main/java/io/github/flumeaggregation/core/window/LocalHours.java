package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * The hours that the clocks of a time zone show. An hour begins when the clock comes to a full
 * hour, or is moved into another hour than the one that it showed. So an hour that is shown twice
 * is two, if the clock is put back at its end; if it is put back into the same hour, for less than
 * an hour, that hour only becomes longer.
 */
final class LocalHours {
  private static final long HOUR_MILLIS = 3_600_000;

  private final ZoneRules rules;

  LocalHours(ZoneRules rules) {
    this.rules = rules;
  }

  /** When the hour that contains {@code timeMillis} began. */
  long startOf(long timeMillis) {
    long fullHour = fullHourAtOrBefore(timeMillis);
    @Nullable
    ZoneOffsetTransition move = rules.previousTransition(Instant.ofEpochMilli(timeMillis + 1));
    if (move == null || move.toEpochSecond() * 1000 <= fullHour) {
      return fullHour;
    }
    long moved = move.toEpochSecond() * 1000;
    return beginsHour(move) ? moved : startOf(moved - 1);
  }

  /** When the hour that contains {@code timeMillis} ends. */
  long endOf(long timeMillis) {
    long fullHour = fullHourAtOrBefore(timeMillis) + HOUR_MILLIS;
    @Nullable ZoneOffsetTransition move = rules.nextTransition(Instant.ofEpochMilli(timeMillis));
    if (move == null || move.toEpochSecond() * 1000 > fullHour) {
      return fullHour;
    }
    long moved = move.toEpochSecond() * 1000;
    return beginsHour(move) ? moved : endOf(moved);
  }

  /** By the clock as it goes at {@code timeMillis}. */
  private long fullHourAtOrBefore(long timeMillis) {
    long offset = rules.getOffset(Instant.ofEpochMilli(timeMillis)).getTotalSeconds() * 1000L;
    return timeMillis - Math.floorMod(timeMillis + offset, HOUR_MILLIS);
  }

  private static boolean beginsHour(ZoneOffsetTransition move) {
    LocalDateTime after = move.getDateTimeAfter();
    LocalDateTime hourAfter = after.truncatedTo(ChronoUnit.HOURS);
    LocalDateTime last = move.getDateTimeBefore().minusNanos(1);
    return after.equals(hourAfter) || !last.truncatedTo(ChronoUnit.HOURS).equals(hourAfter);
  }
}
