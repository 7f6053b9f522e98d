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
 *   <li>A record is counted with its first piece: a continuation ({@link
 *       PositionHeaders#CONTINUATION}) has no line, and a line whose first byte has been counted is
 *       a duplicate, also if its source took less of it the first time. So a line counts once,
 *       whatever was cut where.
 *   <li>A block whose body does not have the length that its position says was rewritten on its
 *       way. Its lines cannot be told apart by position, so it counts whole, or not at all if all
 *       the bytes that it covers have been counted; {@link #isIndivisible()} says so.
 *   <li>How many lines are duplicates is read from the body too, and not from the headers.
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

  /** Whether an indivisible block has been counted. */
  private boolean allCounted;

  private boolean block;
  private boolean continuation;
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
    open(headers, body, Position.of(headers, body.length), counted);
  }

  /** Likewise, of an event whose position has been read. */
  public void open(
      Map<String, String> headers, byte[] body, @Nullable Position position, CountedSet counted) {
    this.body = body;
    this.position = position;
    block = Position.lines(headers) > 1;
    indivisible = block && position != null && !position.isExact();
    terminatorBytes = position == null ? 0 : position.terminatorBytes();
    countedBefore = null;
    allCounted = false;
    duplicates = 0;
    nextFrom = 0;
    continuation = !block && "true".equals(headers.get(PositionHeaders.CONTINUATION));
    hasNext = !continuation;
    if (position != null) {
      locate(position, counted);
    }
  }

  private void locate(Position located, CountedSet counted) {
    IntervalSet intervals = counted.of(located.partition());
    if (intervals == null || !intervals.intersects(located.start(), located.end())) {
      return;
    }
    if (indivisible) {
      allCounted = intervals.containsAll(located.start(), located.end());
    } else {
      countedBefore = intervals;
    }
  }

  /**
   * Moves to the next line that has not been counted; false if there is none. Then this stands at
   * the event's last line, counted or not, or nowhere in a continuation.
   */
  public boolean next() {
    while (hasNext) {
      advance();
      if (!isCounted()) {
        return true;
      }
      duplicates++;
    }
    return false;
  }

  private boolean isCounted() {
    return allCounted || (countedBefore != null && countedBefore.contains(start()));
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
    return block && located.isExact();
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

  /** Whether the event is a later piece of a record whose first piece was another event. */
  public boolean isContinuation() {
    return continuation;
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
