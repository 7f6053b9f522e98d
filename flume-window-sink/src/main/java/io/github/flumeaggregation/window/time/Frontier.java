package io.github.flumeaggregation.window.time;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.position.IntervalSet;
import io.github.flumeaggregation.core.position.Position;
import java.util.Collections;
import java.util.Set;

/**
 * How far one partition has come: the largest event time seen, when its bytes were read, and how
 * many of those that its source has delivered have come.
 */
final class Frontier {
  /** Before any line with a time; holds nobody. */
  static final long NEVER = Long.MIN_VALUE;

  /** Lines are to come, of any time. Holds everybody. */
  static final long AWAITED = Long.MIN_VALUE / 2;

  private static final int MORE_TO_COME = 1;
  private static final int FORGIVEN = 2;
  private static final int GAP = 4;
  private static final long UNKNOWN = -1;

  private final String name;
  private final Host host;
  private long newestMillis = NEVER;
  private long readAtMillis;
  private long activeMillis;
  private long arrivedMillis = NEVER;
  private long firstStart = UNKNOWN;
  private long takenEnd;
  private boolean gap;
  private long deliveredEnd;
  private boolean moreToCome;
  private boolean forgiven;
  private boolean noted;

  /** Where it stands in {@link Standings}, and by which time and number. */
  private Set<Frontier> standing = Collections.emptySet();

  private long rankMillis;
  private final long number;

  /**
   * For a partition whose bytes are read on {@code host}; only its clock compares.
   *
   * @param number of its own
   */
  Frontier(String name, Host host, long number) {
    this.name = name;
    this.host = host;
    this.number = number;
  }

  String name() {
    return name;
  }

  Host host() {
    return host;
  }

  /** Largest event time seen; {@link #AWAITED} or {@link #NEVER} if none. */
  long eventMillis() {
    return newestMillis == NEVER && (moreToCome || isUnaccounted()) ? AWAITED : newestMillis;
  }

  Set<Frontier> standing() {
    return standing;
  }

  /** From now on it is in this order, at its present event time. */
  void stand(Set<Frontier> order) {
    standing = order;
    rankMillis = eventMillis();
  }

  /** The event time at the last {@link #stand}. */
  long rankMillis() {
    return rankMillis;
  }

  /** Tells it from others of the same rank. */
  long number() {
    return number;
  }

  /** Notes an event time; answers whether it is the largest. */
  boolean advance(long millis) {
    if (millis <= newestMillis) {
      return false;
    }
    newestMillis = millis;
    return true;
  }

  /** When it last brought anything since the sink started, by the sink's clock; or NEVER. */
  long arrivedMillis() {
    return arrivedMillis;
  }

  void arrivedAt(long wallMillis) {
    arrivedMillis = wallMillis;
  }

  /**
   * Latest wall clock of a read, by the clock of {@link #host}, or of when reading went on after a
   * time in which nothing was read.
   */
  long activeMillis() {
    return activeMillis;
  }

  /** Notes a read. */
  void readAt(long millis) {
    readAtMillis = Math.max(readAtMillis, millis);
    activeMillis = Math.max(activeMillis, millis);
    forgiven = false;
  }

  /** Whether these bytes, further on than all others, were read at an earlier time than those. */
  boolean showsClockSetBack(Position position, long millis) {
    return takenEnd > 0 && position.start() >= takenEnd && millis < readAtMillis;
  }

  /** The clock of the host was set back to {@code millis}: counts as read then. */
  void startAnew(long millis) {
    readAtMillis = millis;
    activeMillis = millis;
  }

  /**
   * Nothing was read on the host up to {@code millis}: counts as active then, but only once until
   * it brings something itself.
   */
  boolean forgive(long millis) {
    if (forgiven) {
      return false;
    }
    activeMillis = millis;
    forgiven = true;
    return true;
  }

  /**
   * Notes that an event has come.
   *
   * @param counted what had been counted before; null for nothing
   */
  void taken(Position position, @Nullable IntervalSet counted) {
    takenEnd = Math.max(takenEnd, position.end());
    firstStart = firstStart == UNKNOWN ? position.start() : Math.min(firstStart, position.start());
    gap =
        !covers(counted, firstStart, position.start())
            || !covers(counted, position.end(), takenEnd);
  }

  private static boolean covers(@Nullable IntervalSet counted, long start, long end) {
    return start >= end || (counted != null && counted.containsAll(start, end));
  }

  /**
   * Notes what the source says.
   *
   * @param delivered how far it has delivered
   * @param more whether there is more than that
   * @return whether that is news
   */
  boolean announce(long delivered, boolean more) {
    boolean news = more != moreToCome || delivered > deliveredEnd;
    if (firstStart == UNKNOWN) {
      firstStart = delivered;
    }
    moreToCome = more;
    deliveredEnd = Math.max(deliveredEnd, delivered);
    return news;
  }

  /** Whether the source has delivered more than has come, further on than all that has. */
  boolean isUnaccounted() {
    return takenEnd < deliveredEnd;
  }

  /**
   * Whether the source has delivered bytes that have not come, although some behind them have: a
   * channel gives back in any order what was in flight at a crash. What lies before the first
   * report and the first event may never have been sent here, and does not count.
   */
  boolean hasGap() {
    return gap && deliveredEnd > 0;
  }

  /** Marks it as changed; false if it was. */
  boolean note() {
    boolean first = !noted;
    noted = true;
    return first;
  }

  void encode(ByteWriter out) {
    noted = false;
    out.writeSigned(newestMillis).writeSigned(readAtMillis).writeSigned(activeMillis);
    out.writeSigned(firstStart).writeSigned(takenEnd).writeSigned(deliveredEnd);
    out.writeByte((moreToCome ? MORE_TO_COME : 0) | (forgiven ? FORGIVEN : 0) | (gap ? GAP : 0));
  }

  void decode(ByteReader in) {
    newestMillis = in.readSigned();
    readAtMillis = in.readSigned();
    activeMillis = in.readSigned();
    firstStart = in.readSigned();
    takenEnd = in.readSigned();
    deliveredEnd = in.readSigned();
    int flags = in.readByte();
    moreToCome = (flags & MORE_TO_COME) != 0;
    forgiven = (flags & FORGIVEN) != 0;
    gap = (flags & GAP) != 0;
  }
}
