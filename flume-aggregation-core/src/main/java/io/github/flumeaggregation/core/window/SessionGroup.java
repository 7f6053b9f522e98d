package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The parts of sessions of one group in one {@link SessionStretch}, by time. */
final class SessionGroup {
  final SessionStretch stretch;

  /** The group; null of those that were too many. */
  final @Nullable GroupName name;

  @Nullable SessionPart first;
  @Nullable SessionPart last;
  int size;

  SessionGroup(SessionStretch stretch, @Nullable GroupName name) {
    this.stretch = stretch;
    this.name = name;
  }

  /** Puts a part after another; at the beginning if that is null. */
  void insert(SessionPart part, @Nullable SessionPart after) {
    part.prev = after;
    part.next = after == null ? first : after.next;
    if (part.next == null) {
      last = part;
    } else {
      part.next.prev = part;
    }
    if (after == null) {
      first = part;
    } else {
      after.next = part;
    }
    size++;
  }

  void remove(SessionPart part) {
    if (part.prev == null) {
      first = part.next;
    } else {
      part.prev.next = part.next;
    }
    if (part.next == null) {
      last = part.prev;
    } else {
      part.next.prev = part.prev;
    }
    part.gone = true;
    size--;
  }

  /** The values of the group's fields, as rows show them. */
  List<String> values(int fields) {
    return name == null ? Collections.nCopies(fields, ResultRow.OTHER) : name.values(fields);
  }

  /** A list of the parts, by time, that stays as it is when they are removed. */
  List<SessionPart> parts() {
    List<SessionPart> parts = new ArrayList<>(size);
    for (SessionPart part = first; part != null; part = part.next) {
      parts.add(part);
    }
    return parts;
  }
}
