package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.aggregate.CarriedStates;
import io.github.flumeaggregation.core.aggregate.States;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.record.Record;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Lines as parts of sessions: those of a batch, or all that may still change.
 *
 * <p>Idea: whether a run of lines is too long for one session is known only when all of it is, and
 * states cannot be cut apart. So they are kept by run and by multiple of the maximal length, which
 * are only ever merged; which of them are one session is looked up when it is asked for.
 *
 * <p>Invariant: the parts of a group between two multiples lie at least the gap apart. So what
 * parts there are does not depend on the order in which lines, or parts of them, were merged.
 *
 * <p>Cost: a line costs a look-up by hash, mostly a wait or two for memory; then a step for each
 * part of its group that is later than it, which is none for most. Memory: an object for each part
 * and each group, and the states' width.
 */
final class SessionParts {
  /** A part, and its places in two queues. */
  private static final int PART_BYTES = 200;

  /** A group, its name without the bytes, and its place in a map. */
  private static final int GROUP_BYTES = 88 + GroupName.BYTES;

  /** What a session of a group by itself takes, without its states and the bytes of the name. */
  static final int BYTES_PER_SESSION = PART_BYTES + GROUP_BYTES;

  private final SessionStates states;
  private final SessionWindows windows;
  private final long gapMillis;
  private final TreeMap<Long, SessionStretch> stretches = new TreeMap<>();
  private int size;
  private int groups;
  private long nameBytes;

  SessionParts(Aggregation aggregation, SessionWindows windows) {
    this.windows = windows;
    this.gapMillis = windows.gapMillis();
    this.states = new SessionStates(aggregation.aggregates());
  }

  States states() {
    return states.all();
  }

  int size() {
    return size;
  }

  long bytesHeld() {
    return (long) size * PART_BYTES + (long) groups * GROUP_BYTES + nameBytes + states.bytesHeld();
  }

  /** All stretches with lines, by time, to be changed only in {@link #removeStretches}. */
  Iterable<SessionStretch> stretches() {
    return stretches.values();
  }

  SessionStretch stretch(long start) {
    return stretches.computeIfAbsent(start, SessionStretch::new);
  }

  /** Forgets stretches without lines to which none can come, those before {@code start}. */
  void removeStretches(long start) {
    stretches.values().removeIf(s -> s.isEmpty() && (s.start < start || s.threshold == null));
  }

  /** Adds a line to the group of that name, which may be reused. */
  void add(GroupName name, Record line) {
    long time = line.timeMillis();
    SessionStretch stretch = stretch(windows.stretchStart(time));
    @Nullable SessionGroup found = stretch.find(name);
    SessionGroup group = found == null ? take(stretch, name.copy()) : found;
    states.all().add(line, join(group, time, time).row);
  }

  /** The group that takes lines of that name. */
  SessionGroup take(SessionStretch stretch, @Nullable GroupName name) {
    SessionGroup group = stretch.take(name);
    if (group.size == 0) {
      groups++;
      nameBytes += group.name == null ? 0 : group.name.length();
    }
    return group;
  }

  /** Adds the lines of a part of other states; the part that they are in now. */
  SessionPart merge(SessionGroup group, SessionPart part, States partStates) {
    SessionPart joined = join(group, part.first, part.last);
    states.all().merge(joined.row, partStates, part.row);
    joined.changed = true;
    return joined;
  }

  /** The part that holds lines of these times, made or merged of several if need be. */
  private SessionPart join(SessionGroup group, long first, long last) {
    @Nullable SessionPart before = group.last;
    while (before != null && before.first - last >= gapMillis) {
      before = before.prev;
    }
    if (before == null || first - before.last >= gapMillis) {
      SessionPart part = new SessionPart(group, states.take(), first, last);
      insert(part, before);
      return part;
    }
    before.first = Math.min(before.first, first);
    before.last = Math.max(before.last, last);
    while (before.prev != null && before.first - before.prev.last < gapMillis) {
      absorb(before, before.prev);
    }
    return before;
  }

  private void absorb(SessionPart part, SessionPart earlier) {
    part.first = Math.min(part.first, earlier.first);
    part.last = Math.max(part.last, earlier.last);
    states.all().merge(part.row, states.all(), earlier.row);
    part.takeOver(earlier);
    remove(earlier);
  }

  private void insert(SessionPart part, @Nullable SessionPart after) {
    part.group.insert(part, after);
    size++;
  }

  /** Forgets a part, and its group if that was the last one. */
  void remove(SessionPart part) {
    SessionGroup group = part.group;
    group.remove(part);
    states.giveBack(part.row);
    size--;
    if (group.size == 0) {
      groups--;
      nameBytes -= group.name == null ? 0 : group.name.length();
      group.stretch.remove(group);
    }
  }

  /** Gives back what parts took that are no more, if that is much. */
  void shrink() {
    if (states.isTooLarge()) {
      states.shrink(all());
    }
  }

  /** The part before this one in the same run; null if the run begins with it. */
  @Nullable
  SessionPart before(SessionPart part) {
    long start = part.group.stretch.start;
    if (part.prev != null || part.first - start >= gapMillis) {
      return null;
    }
    SessionGroup group = beside(part, start - windows.maxMillis());
    SessionPart before = group == null ? null : group.last;
    return before != null && part.first - before.last < gapMillis ? before : null;
  }

  /** The part after this one in the same run; null if the run ends with it. */
  @Nullable
  SessionPart after(SessionPart part) {
    long end = part.group.stretch.start + windows.maxMillis();
    if (part.next != null || end - part.last >= gapMillis) {
      return null;
    }
    SessionGroup group = beside(part, end);
    SessionPart after = group == null ? null : group.first;
    return after != null && after.first - part.last < gapMillis ? after : null;
  }

  private @Nullable SessionGroup beside(SessionPart part, long start) {
    SessionStretch stretch = stretches.get(start);
    return stretch == null ? null : stretch.find(part.group.name);
  }

  /** The session of a part. A run of three parts or more is always too long for one. */
  Session session(SessionPart part) {
    SessionPart before = before(part);
    SessionPart after = after(part);
    if (before == null && after != null && after(after) == null && fits(part, after)) {
      return new Session(part, after, gapMillis, SessionPart.NEVER);
    }
    if (before != null && after == null && before(before) == null && fits(before, part)) {
      return new Session(before, part, gapMillis, SessionPart.NEVER);
    }
    long end = part.group.stretch.start + windows.maxMillis();
    return new Session(part, part, gapMillis, after == null ? SessionPart.NEVER : end);
  }

  private boolean fits(SessionPart first, SessionPart last) {
    return last.last + gapMillis - first.first <= windows.maxMillis();
  }

  /** The states of a session, written down. */
  byte[] encodedStates(Session session) {
    ByteWriter out = new ByteWriter();
    if (session.first == session.last) {
      states.all().encode(session.first.row, out);
      return out.toBytes();
    }
    int both = states.take();
    states.all().merge(both, states.all(), session.first.row);
    states.all().merge(both, states.all(), session.last.row);
    states.all().encode(both, out);
    states.giveBack(both);
    return out.toBytes();
  }

  /** Makes this, which must be empty, what parts of other columns amount to. */
  void carry(SessionParts before, CarriedStates carried) {
    ByteWriter parts = new ByteWriter();
    before.encode(parts, false);
    decode(new ByteReader(parts.toBytes()), false);
    List<SessionPart> old = before.all();
    List<SessionPart> now = all();
    for (int i = 0; i < now.size(); i++) {
      carried.carry(before.states(), old.get(i).row, states(), now.get(i).row);
    }
  }

  /** All parts, in an order that does not depend on that of the lines. */
  List<SessionPart> all() {
    List<SessionPart> all = new ArrayList<>(size);
    for (SessionStretch stretch : stretches.values()) {
      stretch.all().forEach(group -> all.addAll(group.parts()));
    }
    return all;
  }

  void encode(ByteWriter out) {
    encode(out, true);
  }

  private void encode(ByteWriter out, boolean withStates) {
    out.writeUnsigned(stretches.size());
    for (SessionStretch stretch : stretches.values()) {
      out.writeSigned(stretch.start);
      SessionName.encodeGroup(stretch.threshold, out);
      List<SessionGroup> all = stretch.all();
      out.writeUnsigned(all.size());
      for (SessionGroup group : all) {
        encode(group, out, withStates);
      }
    }
  }

  private void encode(SessionGroup group, ByteWriter out, boolean withStates) {
    SessionName.encodeGroup(group.name, out);
    out.writeUnsigned(group.size);
    for (SessionPart part : group.parts()) {
      part.encode(out);
      if (withStates) {
        states.all().encode(part.row, out);
      }
    }
  }

  /** Makes this, which must be empty, what {@link #encode} wrote. */
  void decode(ByteReader in) {
    decode(in, true);
  }

  private void decode(ByteReader in, boolean withStates) {
    for (int i = in.readSize(Integer.MAX_VALUE); i > 0; i--) {
      SessionStretch stretch = stretch(in.readSigned());
      @Nullable GroupName threshold = SessionName.decodeGroup(in);
      for (int g = in.readSize(Integer.MAX_VALUE); g > 0; g--) {
        decode(take(stretch, SessionName.decodeGroup(in)), in, withStates);
      }
      stretch.threshold = threshold;
    }
  }

  private void decode(SessionGroup group, ByteReader in, boolean withStates) {
    for (int i = in.readSize(Integer.MAX_VALUE); i > 0; i--) {
      SessionPart part = SessionPart.decode(in, group, states.take());
      if (withStates) {
        states.all().decode(in, part.row);
      }
      insert(part, group.last);
    }
  }
}
