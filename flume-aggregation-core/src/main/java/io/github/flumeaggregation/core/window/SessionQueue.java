package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Parts of sessions by a time that mostly moves on with each line of theirs.
 *
 * <p>Idea: a place in the queue may be too early, and is put right when it comes to the front. So a
 * line that only lengthens a session costs nothing here.
 *
 * <p>Invariants: a part's place is never later than its time, as long as {@link #update} is called
 * where that may have become earlier; what {@link #first} says does not depend on the places.
 */
abstract class SessionQueue {
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

  /** The time of a part now; NEVER if it does not belong here. */
  abstract long time(SessionPart part);

  /** Where a part is in the queue, and where it is put. */
  abstract long placeOf(SessionPart part);

  abstract void setPlace(SessionPart part, long time);

  /** To be called when a part may have got an earlier time. */
  void update(SessionPart part) {
    long time = time(part);
    if (time < placeOf(part)) {
      setPlace(part, time);
      places.add(new Place(time, part));
    }
  }

  /** The part with the least time; null if there is none. */
  @Nullable
  SessionPart first() {
    while (!places.isEmpty()) {
      Place place = places.peek();
      if (isRight(place)) {
        return place.part;
      }
      places.poll();
      if (!place.part.gone && placeOf(place.part) == place.time) {
        setPlace(place.part, SessionPart.NEVER);
        update(place.part);
      }
    }
    return null;
  }

  private boolean isRight(Place place) {
    return !place.part.gone && placeOf(place.part) == place.time && time(place.part) == place.time;
  }

  /** The time of {@link #first}; NEVER if there is none. */
  long firstTime() {
    SessionPart first = first();
    return first == null ? SessionPart.NEVER : placeOf(first);
  }
}
