package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.ObjLongConsumer;
import java.util.function.ToLongFunction;

/**
 * Parts of sessions by a time that mostly moves on with each line of theirs.
 *
 * <p>Idea: a place in the queue may be too early, and is put right when it comes to the front. So a
 * line that only lengthens a session costs nothing here.
 *
 * <p>Invariants: a part's place is never later than its time, as long as {@link #update} is called
 * where that may have become earlier; what {@link #first} says does not depend on the places. Of a
 * part that is not gone, the place that counts is the one that it knows itself.
 */
final class SessionQueue {
  private static final Comparator<Place> ORDER =
      Comparator.<Place>comparingLong(place -> place.time)
          .thenComparing(
              place -> place.part.group.name, Comparator.nullsLast((a, b) -> a.compareTo(b)))
          .thenComparingLong(place -> place.part.group.stretch.start);

  private static final class Place {
    final long time;
    final SessionPart part;

    Place(long time, SessionPart part) {
      this.time = time;
      this.part = part;
    }
  }

  private final PriorityQueue<Place> places = new PriorityQueue<>(ORDER);

  private final ToLongFunction<SessionPart> timeOf;
  private final ToLongFunction<SessionPart> placeOf;
  private final ObjLongConsumer<SessionPart> place;

  /**
   * An empty queue.
   *
   * @param timeOf the time of a part now; NEVER if it does not belong here
   * @param placeOf where a part knows that it is in this queue; NEVER if it is not
   * @param place lets it know
   */
  SessionQueue(
      ToLongFunction<SessionPart> timeOf,
      ToLongFunction<SessionPart> placeOf,
      ObjLongConsumer<SessionPart> place) {
    this.timeOf = timeOf;
    this.placeOf = placeOf;
    this.place = place;
  }

  /** To be called with the time of a part when it may have become earlier. */
  void update(SessionPart part, long time) {
    if (time < placeOf.applyAsLong(part)) {
      place.accept(part, time);
      places.add(new Place(time, part));
    }
  }

  /** The part with the least time; null if there is none. */
  @Nullable
  SessionPart first() {
    while (!places.isEmpty()) {
      Place front = places.peek();
      SessionPart part = front.part;
      boolean counts = !part.gone && placeOf.applyAsLong(part) == front.time;
      long time = counts ? timeOf.applyAsLong(part) : SessionPart.NEVER;
      if (counts && time == front.time) {
        return part;
      }
      places.poll();
      if (counts) {
        place.accept(part, SessionPart.NEVER);
        update(part, time);
      }
    }
    return null;
  }

  /** The time of {@link #first}; NEVER if there is none. */
  long firstTime() {
    SessionPart first = first();
    return first == null ? SessionPart.NEVER : placeOf.applyAsLong(first);
  }
}
