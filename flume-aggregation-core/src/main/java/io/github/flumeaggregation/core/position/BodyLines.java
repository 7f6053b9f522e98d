package io.github.flumeaggregation.core.position;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.record.Words;
import java.util.Map;

/**
 * A cursor over those lines of an event's body that have not been counted yet. Open it on one event
 * after the other; it allocates nothing per line.
 *
 * <pre>{@code
 * lines.open(event.getHeaders(), event.getBody(), counted);
 * while (lines.next()) {
 *   ... body[lines.from(), lines.to()) ...
 * }
 * books.duplicate += lines.duplicates();
 * if (lines.position() != null) counted.add(lines.position());
 * }</pre>
 *
 * <p>The cursor reads the counted set and never changes it; neither may anybody else before the
 * last line has been visited. Which lines an event has:
 *
 * <ul>
 *   <li>An event of one line (or without {@code tail.lines}) is one record, whatever it contains.
 *   <li>A block is split at each {@code \n}; one {@code \r} before it belongs to the terminator.
 *       The last line's terminator is not in the body.
 *   <li>A line is a duplicate if all its bytes have been counted. A line of which only some have
 *       been (its source drew the line elsewhere the first time) counts: nothing uncounted is lost.
 *   <li>A block whose body does not have the length that its position says was rewritten on its
 *       way. Its lines cannot be told apart by position, so it counts whole, or not at all if all
 *       its bytes have been counted; {@link #isIndivisible()} says so.
 *   <li>Without a position, every line is new.
 * </ul>
 *
 * <p>Not safe for several threads.
 */
public final class BodyLines {
  private static final byte[] NOTHING = {};

  private byte[] body = NOTHING;
  private @Nullable Position position;

  /** What has been counted of the partition; null unless each line must be looked up in it. */
  private @Nullable IntervalSet countedBefore;

  private boolean block;
  private boolean indivisible;

  /** Bytes of the last line's terminator that are not in the body; 0 to 2. */
  private int terminatorBytes;

  private int duplicates;
  private int from;
  private int to;
  private int nextFrom;
  private boolean hasNext;

  /** Moves to an event, before its first line. */
  public void open(Map<String, String> headers, byte[] body, CountedSet counted) {
    this.body = body;
    position = Position.of(headers);
    block = (position == null ? Position.lines(headers) : position.lines()) > 1;
    indivisible = false;
    terminatorBytes = 0;
    countedBefore = null;
    duplicates = 0;
    nextFrom = 0;
    hasNext = true;
    if (position != null) {
      locate(position, counted);
    }
  }

  private void locate(Position position, CountedSet counted) {
    long missing = position.end() - position.start() - body.length;
    boolean exact = position.isInBytes() && missing >= 0 && missing <= 2;
    terminatorBytes = exact ? (int) missing : 0;
    indivisible = block && !exact;
    IntervalSet intervals = counted.of(position.partition());
    if (intervals == null || !intervals.intersects(position.start(), position.end())) {
      return;
    }
    if (intervals.containsAll(position.start(), position.end())) {
      hasNext = false;
      duplicates = position.lines();
    } else if (block && exact) {
      countedBefore = intervals;
    }
  }

  /** Moves to the next line that has not been counted; false if there is none. */
  public boolean next() {
    while (hasNext) {
      advance();
      if (countedBefore == null || !countedBefore.containsAll(start(), end())) {
        return true;
      }
      duplicates++;
    }
    return false;
  }

  private void advance() {
    from = nextFrom;
    int newline = block ? Words.indexOf(body, from, body.length, (byte) '\n') : -1;
    if (newline < 0) {
      to = body.length;
      nextFrom = to;
      hasNext = false;
    } else {
      to = newline;
      nextFrom = newline + 1;
      hasNext = nextFrom < body.length || emptyLineMayBeLast();
    }
    boolean newlineFollows = newline >= 0 || terminatorBytes == 1;
    if (newlineFollows && to > from && body[to - 1] == '\r') {
      to--;
    }
  }

  /** False if a terminator that ends the body is the last line's own, left in the body. */
  private boolean emptyLineMayBeLast() {
    return position == null || indivisible || terminatorBytes > 0;
  }

  /**
   * Moves to the event's last line, whether it has been counted or not; then there is no next line.
   */
  public void moveToLast() {
    nextFrom = block ? startOfLast() : 0;
    advance();
  }

  private int startOfLast() {
    int end = body.length;
    if (end > 0 && body[end - 1] == '\n' && !emptyLineMayBeLast()) {
      end--;
    }
    while (end > 0 && body[end - 1] != '\n') {
      end--;
    }
    return end;
  }

  /** Index in the body of the line's first byte. */
  public int from() {
    return from;
  }

  /** Index in the body after the line's last byte; its terminator is left out. */
  public int to() {
    return to;
  }

  /**
   * Where in its partition the line begins; for a line that cannot be placed (an indivisible event,
   * a Kafka message), where the event begins. Only with a {@link #position()}.
   */
  public long start() {
    Position located = located();
    return isPlaced(located) ? located.start() + from : located.start();
  }

  /** As {@link #start()}, where the line ends, its terminator included. */
  public long end() {
    Position located = located();
    return isPlaced(located) && hasNext ? located.start() + nextFrom : located.end();
  }

  private boolean isPlaced(Position located) {
    return block && !indivisible && located.isInBytes();
  }

  private Position located() {
    if (position == null) {
      throw new IllegalStateException("the event has no position");
    }
    return position;
  }

  /** The event's position, or null if it has none and every line is taken for new. */
  public @Nullable Position position() {
    return position;
  }

  /** Lines skipped so far because they had been counted; complete once next() returned false. */
  public int duplicates() {
    return duplicates;
  }

  /** Whether this is a block whose lines cannot be told apart: it counts whole or not at all. */
  public boolean isIndivisible() {
    return indivisible;
  }
}
