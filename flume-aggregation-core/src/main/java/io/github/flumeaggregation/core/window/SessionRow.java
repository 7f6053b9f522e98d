package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.aggregate.States;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import java.util.List;

/** The row of one session, made from its states when it is asked for. */
final class SessionRow extends WindowRows {
  private static final long BYTES = 200;

  private final Aggregation aggregation;
  private final @Nullable GroupName group;

  /** The states; null if the row is retracted. */
  private final byte @Nullable [] states;

  private final long windowMillis;

  private SessionRow(
      Aggregation aggregation,
      @Nullable GroupName group,
      byte @Nullable [] states,
      long windowMillis) {
    this.aggregation = aggregation;
    this.group = group;
    this.states = states;
    this.windowMillis = windowMillis;
  }

  static SessionRow of(
      Aggregation aggregation, @Nullable GroupName group, byte[] states, long windowMillis) {
    return new SessionRow(aggregation, group, states, windowMillis);
  }

  /** That a session is none any more. */
  static SessionRow retracted(Aggregation aggregation, @Nullable GroupName group) {
    return new SessionRow(aggregation, group, null, 1);
  }

  /** Whether {@code having} leaves the row as it is. */
  boolean isWanted() {
    return aggregation.hasRow(values());
  }

  private List<@Nullable Object> values() {
    if (states == null) {
      return aggregation.valuesOfNothing();
    }
    States row = aggregation.aggregates().newStates();
    row.decode(new ByteReader(states), 0);
    return GroupRows.values(aggregation, row, 0, windowMillis);
  }

  @Override
  public int size() {
    return 1;
  }

  @Override
  public ResultRow get(int index) {
    int fields = aggregation.groupBy().size();
    if (group == null) {
      return states == null
          ? ResultRow.retractedOther(fields, values())
          : ResultRow.ofOther(fields, values());
    }
    List<String> names = group.values(fields);
    return states == null
        ? ResultRow.retracted(names, values())
        : ResultRow.ofGroup(names, values());
  }

  @Override
  long bytesHeld() {
    return BYTES + (states == null ? 0 : states.length);
  }

  @Override
  void encode(int first, ByteWriter out) {
    if (first > 0) {
      throw new IllegalArgumentException("a session has one row");
    }
    SessionName.encodeGroup(group, out);
    out.writeSigned(windowMillis).writeByte(states == null ? 0 : 1);
    if (states != null) {
      out.writeBytes(states, 0, states.length);
    }
  }

  /** The row that {@link #encode} wrote. */
  static SessionRow decode(ByteReader in, Aggregation aggregation) {
    GroupName group = SessionName.decodeGroup(in);
    long windowMillis = in.readSigned();
    byte @Nullable [] states = in.readByte() == 0 ? null : in.readBytes();
    return new SessionRow(aggregation, group, states, windowMillis);
  }
}
