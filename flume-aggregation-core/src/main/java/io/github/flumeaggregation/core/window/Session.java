package io.github.flumeaggregation.core.window;

import java.util.ArrayList;
import java.util.List;

/** One session as it is now: of one part, or of two on both sides of a multiple of the maximum. */
final class Session {
  final SessionPart first;
  final SessionPart last;
  private final long gapMillis;
  private final long cut;

  /**
   * A session.
   *
   * @param last the same as {@code first} if that is all
   * @param cut where the run was cut if it goes on; the largest long if it does not
   */
  Session(SessionPart first, SessionPart last, long gapMillis, long cut) {
    this.first = first;
    this.last = last;
    this.gapMillis = gapMillis;
    this.cut = cut;
  }

  long start() {
    return first.first;
  }

  /** The end that rows show. */
  long end() {
    return Math.min(finalAt(), cut);
  }

  /** When no line can come to it any more. */
  long finalAt() {
    return last.last + gapMillis;
  }

  boolean isSaid() {
    return first.isSaid(this) && last.isSaid(this);
  }

  /** The rows of its lines that have been emitted. */
  List<SessionName> shown() {
    if (first == last || last.shown().isEmpty()) {
      return first.shown();
    }
    List<SessionName> shown = new ArrayList<>(first.shown());
    shown.addAll(last.shown());
    return shown;
  }

  /** The time to emit it; NEVER if it is said. */
  long dueAt() {
    return isSaid() ? SessionPart.NEVER : end();
  }

  int nextRevision() {
    return 1 + Math.max(first.revision, last.revision);
  }

  void say(int revision) {
    first.say(this, revision);
    last.say(this, revision);
  }

  /** Forgets a row that is retracted: what its lines are in later has a higher revision. */
  void takeBack(SessionName name) {
    first.revision = Math.max(first.revision, name.revision + 1);
    hide(name);
  }

  /** Forgets a row that another takes the place of. */
  void hide(SessionName name) {
    first.hide(name);
    if (first != last) {
      last.hide(name);
    }
  }
}
