package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;

/**
 * The sessions of an aggregation that may still change, by when they are due and when they are
 * final.
 *
 * <p>Between two multiples of the maximal length there are at most {@code maxGroups} groups. Beyond
 * that, those with the largest key hashes are folded into one, whose sessions are the runs of all
 * of their lines: which groups these are does not depend on the order of the lines, and the rows
 * add up.
 */
final class SessionLog {
  final SessionParts parts;
  private final int maxGroups;
  private final SessionBooks books;
  private final SessionQueue due;
  private final SessionQueue finals;

  SessionLog(Aggregation aggregation, SessionWindows windows, SessionBooks books) {
    SessionParts all = new SessionParts(aggregation, windows);
    this.parts = all;
    this.maxGroups = aggregation.maxGroups();
    this.books = books;
    this.due =
        new SessionQueue(
            part -> all.session(part).dueAt(),
            part -> part.dueAt,
            (part, time) -> part.dueAt = time);
    this.finals =
        new SessionQueue(
            part -> all.session(part).finalAt(),
            part -> part.finalAt,
            (part, time) -> part.finalAt = time);
  }

  /** When the first session is due that is not emitted as it is; the largest long if none is. */
  long dueAt() {
    return due.firstTime();
  }

  /** The session of {@link #dueAt}; null if there is none. */
  @Nullable
  Session firstDue() {
    SessionPart part = due.first();
    return part == null ? null : parts.session(part);
  }

  /** When the first session is final; the largest long if there is none. */
  long finalAt() {
    return finals.firstTime();
  }

  /** How many parts are of groups that were not folded. */
  int ofGroups() {
    int folded = 0;
    for (SessionStretch stretch : parts.stretches()) {
      folded += stretch.other == null ? 0 : stretch.other.size;
    }
    return parts.size() - folded;
  }

  /** Adds the lines of a batch. */
  void merge(SessionParts batch) {
    for (SessionPart part : batch.all()) {
      SessionStretch stretch = parts.stretch(part.group.stretch.start);
      SessionGroup group = parts.take(stretch, part.group.name);
      if (group.name == null) {
        books.addOther(stretch.start, batch.states().lines(part.row));
      }
      place(parts.merge(group, part, batch.states()));
      limit(stretch, maxGroups);
    }
  }

  /** Folds half of the groups of each stretch. */
  void halveGroups() {
    for (SessionStretch stretch : parts.stretches()) {
      limit(stretch, Math.max(1, stretch.groups() / 2));
    }
    parts.shrink();
  }

  private void limit(SessionStretch stretch, int most) {
    while (stretch.groups() > most) {
      SessionGroup last = stretch.last();
      stretch.threshold = last.name;
      fold(last);
    }
  }

  private void fold(SessionGroup group) {
    for (SessionPart part : group.parts()) {
      SessionPart before = parts.before(part);
      SessionPart after = parts.after(part);
      books.addOther(group.stretch.start, parts.states().lines(part.row));
      SessionPart joined = parts.merge(parts.take(group.stretch, null), part, parts.states());
      joined.takeOver(part);
      parts.remove(part);
      place(joined);
      placeIfAny(before);
      placeIfAny(after);
    }
  }

  /** Puts a part that has changed where it belongs, and those whose session it may have changed. */
  private void place(SessionPart part) {
    placeAlone(part);
    SessionPart before = parts.before(part);
    if (before != null) {
      placeAlone(before);
      placeAlone(parts.before(before));
    }
    SessionPart after = parts.after(part);
    if (after != null) {
      placeAlone(after);
      placeAlone(parts.after(after));
    }
  }

  private void placeIfAny(@Nullable SessionPart part) {
    if (part != null) {
      place(part);
    }
  }

  private void placeAlone(@Nullable SessionPart part) {
    if (part != null) {
      Session session = parts.session(part);
      due.update(part, session.dueAt());
      finals.update(part, session.finalAt());
    }
  }

  /** Puts all parts where they belong, after they have been restored. */
  void placeAll() {
    parts.all().forEach(this::placeAlone);
  }

  /** Forgets the sessions that are final by then, which have been emitted. */
  void expire(long horizon, long firstOpenStretch) {
    while (finalAt() <= horizon) {
      SessionPart part = finals.first();
      if (part != null) {
        forget(parts.session(part));
      }
    }
    parts.removeStretches(firstOpenStretch);
    parts.shrink();
  }

  private void forget(Session session) {
    parts.remove(session.first);
    if (session.last != session.first) {
      parts.remove(session.last);
    }
  }
}
