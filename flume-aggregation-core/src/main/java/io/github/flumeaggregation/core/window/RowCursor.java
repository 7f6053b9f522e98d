package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.aggregate.RowValues;
import io.github.flumeaggregation.core.aggregate.States;
import io.github.flumeaggregation.core.record.LosslessText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A place in the rows of a window, which is moved rather than made anew: it says what {@link
 * ResultRow} says, the group in bytes, and makes nothing for a row but its numbers. Not safe for
 * several threads.
 */
public final class RowCursor {
  private static final byte[] OTHER = ResultRow.OTHER.getBytes(StandardCharsets.US_ASCII);

  private final WindowRows rows;
  private final int fields;
  private final RowValues values;

  /** Value {@code i} of the group is {@code bytes[bounds[2 * i], bounds[2 * i + 1])}. */
  private byte[] bytes = {};

  private final int[] bounds;
  private ResultRow.Kind kind = ResultRow.Kind.GROUP;

  RowCursor(WindowRows rows, Aggregation aggregation) {
    this.rows = rows;
    this.fields = aggregation.groupBy().size();
    this.values = new RowValues(aggregation.aggregates());
    this.bounds = new int[2 * fields];
  }

  /** Goes to a row, numbered as in {@link ClosedWindow#rows}. */
  public void moveTo(int index) {
    rows.read(index, this);
  }

  /** Makes this the row of a group, whose values are those of a row of states. */
  void setGroup(
      GroupKeys keys, int number, ResultRow.Kind newKind, States states, int row, long millis) {
    setGroup(keys, number, newKind);
    values.read(states, row, millis);
  }

  /** Makes this the row of a group that no longer has one. */
  void setRetracted(GroupKeys keys, int number, List<@Nullable Object> valuesOfNothing) {
    setGroup(keys, number, ResultRow.Kind.RETRACTED);
    values.set(valuesOfNothing);
  }

  private void setGroup(GroupKeys keys, int number, ResultRow.Kind newKind) {
    kind = newKind;
    bytes = keys.bytes();
    int next = keys.from(number);
    for (int i = 0; i < fields; i++) {
      int length = GroupKey.valueLength(bytes, next);
      bounds[2 * i] = next + 2;
      next += 2 + length;
      bounds[2 * i + 1] = next;
    }
  }

  /** Makes this the row of the groups that were too many. */
  void setOther(States states, int row, long millis) {
    kind = ResultRow.Kind.OTHER;
    bytes = OTHER;
    for (int i = 0; i < fields; i++) {
      bounds[2 * i] = 0;
      bounds[2 * i + 1] = OTHER.length;
    }
    values.read(states, row, millis);
  }

  /** Makes this what a row says. */
  void set(ResultRow row) {
    kind = row.kind();
    ByteArrayOutputStream group = new ByteArrayOutputStream();
    for (int i = 0; i < fields; i++) {
      bounds[2 * i] = group.size();
      byte[] value = LosslessText.toBytes(row.group().get(i));
      group.write(value, 0, value.length);
      bounds[2 * i + 1] = group.size();
    }
    bytes = group.toByteArray();
    values.set(row.values());
  }

  /** What holds the values of the group, until this is moved; not to be changed. */
  public byte[] groupBytes() {
    return bytes;
  }

  /** Where in {@link #groupBytes} the value of a {@code groupBy} field begins. */
  public int groupFrom(int field) {
    return bounds[2 * field];
  }

  /** Where in {@link #groupBytes} the value of a {@code groupBy} field ends. */
  public int groupTo(int field) {
    return bounds[2 * field + 1];
  }

  /**
   * The value of a column: {@link java.math.BigDecimal}, {@link String}, or null if it is empty.
   */
  public @Nullable Object value(int column) {
    return values.get(column);
  }

  /** As {@link ResultRow#isOther}. */
  public boolean isOther() {
    return kind.isOther();
  }

  /** As {@link ResultRow#isCertain}. */
  public boolean isCertain() {
    return kind != ResultRow.Kind.UNCERTAIN;
  }

  /** As {@link ResultRow#isRetracted}. */
  public boolean isRetracted() {
    return kind.isRetracted();
  }
}
