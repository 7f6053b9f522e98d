package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What sessions have between two multiples of their maximal length, by groups.
 *
 * <p>Cost: a group is found by its hash. Their order is needed only where there are too many of
 * them, to fold the last ones; from then on it is kept as well, which costs a step that is
 * logarithmic in their number for each new group, and 64 bytes.
 */
final class SessionStretch {
  private static final Comparator<SessionGroup> BY_NAME =
      Comparator.comparing(
          group -> group.name, Comparator.nullsLast(Comparator.<GroupName>naturalOrder()));

  final long start;
  private final Map<GroupName, SessionGroup> groups = new HashMap<>();

  /** The groups in their order; null until {@link #last} is asked for. */
  private @Nullable TreeMap<GroupName, SessionGroup> inOrder;

  /** The groups that were too many, as one; null if there are none. */
  @Nullable SessionGroup other;

  /** Groups from this one on are among the {@link #other}; null if there are none. */
  @Nullable GroupName threshold;

  SessionStretch(long start) {
    this.start = start;
  }

  /** The group of this name, or null; null names those that were too many. */
  @Nullable
  SessionGroup find(@Nullable GroupName name) {
    return name == null ? other : groups.get(name);
  }

  /** The group that takes the lines of this name, made if there is none. */
  SessionGroup take(@Nullable GroupName name) {
    if (name == null || (threshold != null && name.compareTo(threshold) >= 0)) {
      if (other == null) {
        other = new SessionGroup(this, null);
      }
      return other;
    }
    SessionGroup found = groups.get(name);
    if (found == null) {
      found = new SessionGroup(this, name);
      groups.put(name, found);
      if (inOrder != null) {
        inOrder.put(name, found);
      }
    }
    return found;
  }

  /** How many groups there are, but for those that were too many. */
  int groups() {
    return groups.size();
  }

  /** The last group in their order; there must be one. */
  SessionGroup last() {
    TreeMap<GroupName, SessionGroup> ordered = inOrder == null ? new TreeMap<>(groups) : inOrder;
    inOrder = ordered;
    return ordered.lastEntry().getValue();
  }

  void remove(SessionGroup group) {
    if (group.name == null) {
      other = null;
    } else {
      groups.remove(group.name);
      if (inOrder != null) {
        inOrder.remove(group.name);
      }
    }
  }

  boolean isEmpty() {
    return groups.isEmpty() && other == null;
  }

  /** All groups, in an order that does not depend on that of the lines. */
  List<SessionGroup> all() {
    List<SessionGroup> all = new ArrayList<>(groups.values());
    all.sort(BY_NAME);
    if (other != null) {
      all.add(other);
    }
    return all;
  }
}
