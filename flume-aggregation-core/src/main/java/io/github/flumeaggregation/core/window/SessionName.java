package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import java.util.Objects;

/** Under which group and times a session has been emitted, and with which revision. */
final class SessionName {
  /** The group; null of those that were too many. */
  final @Nullable GroupName group;

  final long start;
  final long end;
  final int revision;

  SessionName(@Nullable GroupName group, long start, long end, int revision) {
    this.group = group;
    this.start = start;
    this.end = end;
    this.revision = revision;
  }

  /** Whether a session has this name. */
  boolean isOf(Session session) {
    return start == session.start()
        && end == session.end()
        && Objects.equals(group, session.first.group.name);
  }

  void encode(ByteWriter out) {
    encodeGroup(group, out);
    out.writeSigned(start).writeUnsigned(end - start).writeUnsigned(revision);
  }

  static SessionName decode(ByteReader in) {
    GroupName group = decodeGroup(in);
    long start = in.readSigned();
    long end = start + in.readUnsigned();
    return new SessionName(group, start, end, in.readSize(Integer.MAX_VALUE));
  }

  static void encodeGroup(@Nullable GroupName group, ByteWriter out) {
    out.writeByte(group == null ? 0 : 1);
    if (group != null) {
      group.encode(out);
    }
  }

  static @Nullable GroupName decodeGroup(ByteReader in) {
    return in.readByte() == 0 ? null : GroupName.decode(in);
  }
}
