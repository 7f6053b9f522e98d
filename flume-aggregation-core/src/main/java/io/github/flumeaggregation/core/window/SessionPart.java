package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Lines of one group less than the gap apart, and between two multiples of the maximum: what never
 * comes apart again. One or two of them are a {@link Session}.
 */
final class SessionPart {
  /** Stands for no time. */
  static final long NEVER = Long.MAX_VALUE;

  private static final int CHANGED = 1;
  private static final int SAID = 2;

  final SessionGroup group;

  /** Where its states are. */
  int row;

  @Nullable SessionPart prev;
  @Nullable SessionPart next;

  /** The times of its first and last line. */
  long first;

  long last;

  /** The highest revision of all rows that its lines were in. */
  int revision;

  /** Whether lines came since {@link #say}. */
  boolean changed = true;

  /** The session that it was part of when that was emitted; or NEVER. */
  private long saidStart = NEVER;

  private long saidEnd = NEVER;

  /** The rows of its lines that have been emitted and not been retracted. */
  private List<SessionName> shown = Collections.emptyList();

  /** When queues look at it, see {@link SessionQueue}. */
  long dueAt = NEVER;

  long finalAt = NEVER;

  /** Whether it is merged into another, or forgotten. */
  boolean gone;

  SessionPart(SessionGroup group, int row, long first, long last) {
    this.group = group;
    this.row = row;
    this.first = first;
    this.last = last;
  }

  /** Takes over what has been said of another part, whose lines come to this one. */
  void takeOver(SessionPart other) {
    revision = Math.max(revision, other.revision);
    other.shown.forEach(this::show);
    changed = true;
  }

  /** Whether nothing has changed since it was emitted as part of this session. */
  boolean isSaid(Session session) {
    return !changed && saidStart == session.start() && saidEnd == session.end();
  }

  /** Notes that it is emitted as part of this session. */
  void say(Session session, int newRevision) {
    changed = false;
    saidStart = session.start();
    saidEnd = session.end();
    revision = newRevision;
  }

  List<SessionName> shown() {
    return shown;
  }

  void show(SessionName name) {
    if (shown.isEmpty()) {
      shown = Collections.singletonList(name);
    } else {
      shown = new ArrayList<>(shown);
      shown.add(name);
    }
  }

  void hide(SessionName name) {
    List<SessionName> rest = new ArrayList<>(shown);
    rest.remove(name);
    shown = rest.isEmpty() ? Collections.emptyList() : rest;
  }

  /** Writes it down, but for its states. */
  void encode(ByteWriter out) {
    out.writeUnsigned(first - group.stretch.start).writeUnsigned(last - first);
    out.writeByte((changed ? CHANGED : 0) | (saidStart == NEVER ? 0 : SAID));
    if (saidStart != NEVER) {
      out.writeSigned(saidStart).writeSigned(saidEnd);
    }
    out.writeUnsigned(revision).writeUnsigned(shown.size());
    shown.forEach(name -> name.encode(out));
  }

  static SessionPart decode(ByteReader in, SessionGroup group, int row) {
    long first = group.stretch.start + in.readUnsigned();
    SessionPart part = new SessionPart(group, row, first, first + in.readUnsigned());
    int flags = in.readByte();
    part.changed = (flags & CHANGED) != 0;
    if ((flags & SAID) != 0) {
      part.saidStart = in.readSigned();
      part.saidEnd = in.readSigned();
    }
    part.revision = in.readSize(Integer.MAX_VALUE);
    for (int i = in.readSize(Integer.MAX_VALUE); i > 0; i--) {
      part.show(SessionName.decode(in));
    }
    return part;
  }
}
