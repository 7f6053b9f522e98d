package io.github.flumeaggregation.window.alert;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;

/**
 * The alert of one group, judged by its sessions.
 *
 * <p>No session follows another, so that none could end what the one before began. An alert fires
 * for a session that holds, and goes on for a time of the wall clock; a further one that holds
 * meanwhile prolongs it. A session that changes, by a late line, is first taken back and then comes
 * again; so what is taken back is acted upon only by {@link #caughtUp}, when that is over.
 */
final class SessionAlert implements WatchedGroups.Member {
  private final List<String> group;

  /** By the ends of the sessions that hold, until when the alert goes on because of each. */
  private final TreeMap<Long, Long> untilByEnd = new TreeMap<>();

  /** Whether a session has been taken back, and that has not been acted upon. */
  private boolean takenBack;

  private @Nullable Episode firing;

  SessionAlert(List<String> group) {
    this.group = group;
  }

  @Override
  public List<String> group() {
    return group;
  }

  @Override
  public @Nullable Episode firing() {
    return firing;
  }

  /** Notes that a session holds, which ends there; the alert goes on until {@code untilMillis}. */
  void holds(long end, long nowMillis, long untilMillis, Trigger trigger, Notifier notifier) {
    untilByEnd.values().removeIf(until -> until <= nowMillis);
    if (untilByEnd.putIfAbsent(end, untilMillis) != null) {
      return; // lines have come to it, and it holds all the same
    }
    Episode episode = firing == null ? new Episode(end) : firing;
    episode.startsAtMillis = start(episode);
    firing = episode;
    Trigger shown = takenBack ? new Correction(trigger) : trigger;
    new Occasion(notifier, group, shown).firing(episode);
  }

  /** Where an episode begins, as far as sessions may have been taken back or come before it. */
  private long start(Episode episode) {
    long first = untilByEnd.firstKey();
    return takenBack ? first : Math.min(first, episode.startsAtMillis);
  }

  /** Notes that the session that ends there does not hold, or is none any more. */
  void doesNotHold(long end) {
    takenBack |= untilByEnd.remove(end) != null;
  }

  /**
   * Corrects what was said because of sessions that have been taken back and have not come again.
   */
  void caughtUp(Notifier notifier) {
    Episode episode = firing;
    if (!takenBack || episode == null) {
      return;
    }
    Trigger trigger = new Correction(Ending.ofSession(notifier.nowMillis()));
    if (untilByEnd.isEmpty()) {
      end(episode.startsAtMillis, trigger, notifier);
    } else if (episode.startsAtMillis != start(episode)) {
      episode.startsAtMillis = start(episode);
      new Occasion(notifier, group, trigger).firing(episode);
    }
    takenBack = false;
  }

  /** Whether the time has passed for which it goes on. */
  boolean isLapsed(long nowMillis) {
    return !untilByEnd.isEmpty() && lastUntil() <= nowMillis;
  }

  private long lastUntil() {
    return Collections.max(untilByEnd.values());
  }

  /** Ends the alert, since the time has passed for which it goes on. */
  void lapse(Notifier notifier) {
    Episode episode = firing;
    if (episode != null) {
      long end = Math.max(episode.startsAtMillis, lastUntil());
      end(end, Ending.lapsed(notifier.nowMillis()), notifier);
    }
  }

  /** Ends the alert, since nobody wants it any more. */
  void withdraw(Trigger trigger, Notifier notifier) {
    if (firing != null) {
      end(Math.max(firing.startsAtMillis, notifier.nowMillis()), trigger, notifier);
    }
  }

  private void end(long endMillis, Trigger trigger, Notifier notifier) {
    Episode ended = firing;
    if (ended != null) {
      ended.endsAtMillis = endMillis;
      new Occasion(notifier, group, trigger).resolved(ended);
    }
    firing = null;
  }

  @Override
  public void encode(ByteWriter out) {
    out.writeUnsigned(untilByEnd.size());
    untilByEnd.forEach((end, until) -> out.writeSigned(end).writeSigned(until));
    out.writeByte(takenBack ? 1 : 0).writeByte(firing == null ? 0 : 1);
    if (firing != null) {
      firing.encode(out);
    }
  }

  @Override
  public void decode(ByteReader in) {
    for (int i = in.readSize(Integer.MAX_VALUE); i > 0; i--) {
      untilByEnd.put(in.readSigned(), in.readSigned());
    }
    takenBack = in.readByte() == 1;
    firing = in.readByte() == 1 ? Episode.decode(in) : null;
  }
}
