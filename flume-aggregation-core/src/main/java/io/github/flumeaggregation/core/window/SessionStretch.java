package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What sessions have between two multiples of their maximal length, by groups. */
final class SessionStretch {
  final long start;
  final TreeMap<GroupName, SessionGroup> groups = new TreeMap<>();

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
    }
    return found;
  }

  void remove(SessionGroup group) {
    if (group.name == null) {
      other = null;
    } else {
      groups.remove(group.name);
    }
  }

  boolean isEmpty() {
    return groups.isEmpty() && other == null;
  }

  /** All groups, in an order that does not depend on that of the lines. */
  List<SessionGroup> all() {
    List<SessionGroup> all = new ArrayList<>(groups.values());
    if (other != null) {
      all.add(other);
    }
    return all;
  }
}
