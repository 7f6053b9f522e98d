package io.github.flumeaggregation.window.alert;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;

/** The episodes of one group's alert that may still change, and what is sent of them. */
final class Episodes {
  private final TreeMap<Long, Episode> byStart = new TreeMap<>();

  /** What windows say when they are gone over: starts and ends of the episodes. */
  static final class Bounds implements AlertState.Observer {
    private final TreeMap<Long, Long> endByStart = new TreeMap<>();

    @Override
    public void fired(long end) {
      endByStart.put(end, Episode.OPEN);
    }

    @Override
    public void resolved(long end) {
      endByStart.put(endByStart.lastKey(), end);
    }
  }

  /** The episode that goes on; null if there is none. */
  @Nullable
  Episode open() {
    Map.Entry<Long, Episode> last = byStart.lastEntry();
    return last != null && last.getValue().isOpen() ? last.getValue() : null;
  }

  boolean isEmpty() {
    return byStart.isEmpty();
  }

  /** Begins an episode; {@link #announce} sends it. */
  void begin(long startMillis) {
    byStart.put(startMillis, new Episode(startMillis));
  }

  /** Ends the open episode, and sends that. */
  void endOpen(long endMillis, Occasion occasion) {
    Episode open = open();
    if (open != null) {
      end(open, endMillis, occasion);
    }
  }

  /** Sends that the open episode fires, if that has not been sent and is news. */
  void announce(long newestEnd, Occasion occasion) {
    Episode open = open();
    if (open != null && !open.announced && occasion.isNews(newestEnd)) {
      occasion.firing(open);
    }
  }

  /**
   * Makes these the episodes, since a window has changed, and sends the differences: first what was
   * not so, then what was; an open episode is left to {@link #announce}. An episode that goes on
   * before and after is the same one, wherever it began.
   *
   * @return whether the open episode now begins at another time than before
   */
  boolean correct(Bounds bounds, Occasion occasion) {
    boolean moved = moveOpen(bounds);
    for (Episode episode : new ArrayList<>(byStart.values())) {
      if (!bounds.endByStart.containsKey(episode.startsAtMillis)) {
        byStart.remove(episode.startsAtMillis);
        end(episode, episode.startsAtMillis, occasion);
      }
    }
    bounds.endByStart.forEach((start, end) -> correct(start, end, occasion));
    return moved;
  }

  private boolean moveOpen(Bounds bounds) {
    Episode open = open();
    Map.Entry<Long, Long> last = bounds.endByStart.lastEntry();
    if (open == null || last == null || last.getValue() != Episode.OPEN) {
      return false;
    }
    long before = open.startsAtMillis;
    byStart.remove(before);
    open.startsAtMillis = last.getKey();
    byStart.put(open.startsAtMillis, open);
    return open.startsAtMillis != before;
  }

  private void correct(long start, long end, Occasion occasion) {
    Episode known = byStart.get(start);
    if (known != null && known.endsAtMillis == end) {
      return;
    }
    Episode episode = known == null ? new Episode(start) : known;
    byStart.put(start, episode);
    if (end == Episode.OPEN) {
      episode.endsAtMillis = Episode.OPEN;
      episode.announced = false;
      return;
    }
    if (known == null && occasion.isNews(end)) {
      occasion.firing(episode);
    }
    end(episode, end, occasion);
  }

  private static void end(Episode episode, long endMillis, Occasion occasion) {
    episode.endsAtMillis = endMillis;
    if (episode.announced) {
      occasion.resolved(episode);
    }
  }

  /** Forgets the episodes that ended at or before {@code end}. */
  void forgetThrough(long end) {
    byStart.values().removeIf(episode -> episode.endsAtMillis <= end);
  }

  void encode(ByteWriter out) {
    out.writeUnsigned(byStart.size());
    for (Episode episode : byStart.values()) {
      episode.encode(out);
    }
  }

  void decode(ByteReader in) {
    for (int i = in.readSize(Integer.MAX_VALUE); i > 0; i--) {
      Episode episode = Episode.decode(in);
      byStart.put(episode.startsAtMillis, episode);
    }
  }
}
