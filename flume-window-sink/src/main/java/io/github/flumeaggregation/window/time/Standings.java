package io.github.flumeaggregation.window.time;

import io.github.flumeaggregation.core.Nullable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * The partitions in the order of their event times, so that the slowest is found without a look at
 * all: those that are waited for, those that are idle, and between them those that are idle but
 * incomplete (see {@link Activity}).
 *
 * <p>The idea: nothing is moved when a line comes or time passes, but when somebody asks for the
 * slowest, and then only what stands before it.
 *
 * <ol>
 *   <li>A partition stands at an event time that it had once, its rank. Times only grow, so the
 *       first of an order is the slowest as soon as its rank is its time; until then it is moved.
 *   <li>A partition that falls idle still stands among those that are waited for; it is moved when
 *       it is the first there. It has no effect before, since another one is slower or as slow.
 *   <li>What makes a partition waited for again is always told: by {@link #wake}.
 *   <li>Partitions without any time stand by themselves, and are looked at each time. There are
 *       few: of those that exist, not a single line had a time.
 * </ol>
 *
 * <p>Cost: a logarithm of their number for each partition that is moved. One moves at most once
 * between two of its events, and twice for each time that it falls idle.
 */
final class Standings {
  private static final Comparator<Frontier> BY_RANK =
      Comparator.comparingLong(Frontier::rankMillis).thenComparingLong(Frontier::number);

  private final NavigableSet<Frontier> active = new TreeSet<>(BY_RANK);
  private final NavigableSet<Frontier> incomplete = new TreeSet<>(BY_RANK);
  private final NavigableSet<Frontier> idle = new TreeSet<>(BY_RANK);
  private final Set<Frontier> timeless = new LinkedHashSet<>();

  /** A new partition, or one that may be waited for again. */
  void wake(Frontier partition) {
    if (partition.standing() != active) {
      move(partition, active);
    }
  }

  void remove(Frontier partition) {
    partition.standing().remove(partition);
  }

  private void move(Frontier partition, Set<Frontier> target) {
    remove(partition);
    partition.stand(partition.eventMillis() == Frontier.NEVER ? timeless : target);
    partition.standing().add(partition);
  }

  /** The slowest of those that are waited for; null if there is none with a time. */
  @Nullable
  Frontier slowestActive(Activity activity) {
    timed().forEach(partition -> move(partition, active));
    @Nullable Frontier first = first(active);
    while (first != null && activity.isIdle(first)) {
      move(first, activity.isIncomplete(first) ? incomplete : idle);
      first = first(active);
    }
    return first;
  }

  private List<Frontier> timed() {
    List<Frontier> timed = new ArrayList<>();
    for (Frontier partition : timeless) {
      if (partition.eventMillis() != Frontier.NEVER) {
        timed.add(partition);
      }
    }
    return timed;
  }

  /** The slowest of the incomplete ones, as of the last {@link #slowestActive}; or null. */
  @Nullable
  Frontier slowestIncomplete(Activity activity) {
    @Nullable Frontier first = first(incomplete);
    while (first != null && !activity.isIncomplete(first)) {
      move(first, idle);
      first = first(incomplete);
    }
    return first;
  }

  /** The slowest of those that nobody waits for, as of the last {@link #slowestIncomplete}. */
  @Nullable
  Frontier slowestIdle() {
    return first(idle);
  }

  private @Nullable Frontier first(NavigableSet<Frontier> order) {
    while (!order.isEmpty()) {
      Frontier first = order.first();
      if (first.rankMillis() == first.eventMillis()) {
        return first;
      }
      move(first, order);
    }
    return null;
  }

  /** Those that nobody waits for, with no time beyond {@code millis} or none at all. */
  List<Frontier> idleThrough(long millis, Activity activity) {
    List<Frontier> found = new ArrayList<>();
    for (Frontier partition : idle) {
      if (partition.rankMillis() > millis) {
        break;
      }
      if (partition.eventMillis() <= millis) {
        found.add(partition);
      }
    }
    for (Frontier partition : timeless) {
      if (activity.isIdle(partition) && !activity.isIncomplete(partition)) {
        found.add(partition);
      }
    }
    return found;
  }
}
