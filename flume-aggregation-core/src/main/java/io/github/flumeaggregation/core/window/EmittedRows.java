package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import java.util.BitSet;

/** The rows of the groups of one table. */
final class EmittedRows extends WindowRows {
  private final Aggregation aggregation;
  private final GroupTable groups;
  private final BitSet uncertain;
  private final long windowMillis;
  private final BitSet without;

  /** How many groups have rows, {@code (other)} left out. */
  private final int groupRows;

  private final boolean hasOther;
  private final GroupKeys retracted;

  /** By group key; sorted as far as rows are asked for, since that is most of what rows cost. */
  private @Nullable KeyOrder order;

  private int @Nullable [] retractedOrder;

  /**
   * The rows of groups of a table, and after them those that are retracted.
   *
   * @param groups must not change any more
   * @param without the numbers of the groups that have no rows
   * @param uncertain the numbers of the groups whose place in the top is not certain
   * @param retracted groups that had a row in the last emission and have none any more. Their rows
   *     have the values of no lines: the lines are in (other), and add up there
   */
  EmittedRows(
      Aggregation aggregation,
      GroupTable groups,
      BitSet without,
      BitSet uncertain,
      long windowMillis,
      GroupKeys retracted) {
    this.aggregation = aggregation;
    this.groups = groups;
    this.uncertain = uncertain;
    this.windowMillis = windowMillis;
    this.without = without;
    this.groupRows = groups.size() - without.cardinality();
    this.hasOther = groups.states().lines(GroupTable.OTHER) > 0;
    this.retracted = retracted;
  }

  /** No rows. */
  static EmittedRows none(Aggregation aggregation) {
    BitSet no = new BitSet();
    return new EmittedRows(aggregation, aggregation.newGroups(), no, no, 1, new GroupKeys());
  }

  private KeyOrder order() {
    KeyOrder known = order;
    if (known == null) {
      known = new KeyOrder(groups.keys(), without);
      order = known;
    }
    return known;
  }

  private int[] retractedOrder() {
    int[] known = retractedOrder;
    if (known == null) {
      known = retracted.byBytes();
      retractedOrder = known;
    }
    return known;
  }

  /** How many rows are not retracted. */
  private int firstRetracted() {
    return groupRows + (hasOther ? 1 : 0);
  }

  @Override
  public int size() {
    return firstRetracted() + retracted.size();
  }

  @Override
  public ResultRow get(int index) {
    if (index >= firstRetracted()) {
      int number = retractedOrder()[index - firstRetracted()];
      return ResultRow.retracted(
          GroupRows.group(retracted, number, aggregation), aggregation.valuesOfNothing());
    }
    int row = index < groupRows ? order().at(index) + 1 : GroupTable.OTHER;
    return GroupRows.row(groups, row, uncertain, aggregation, windowMillis);
  }

  @Override
  void read(int index, RowCursor cursor) {
    if (index >= firstRetracted()) {
      int number = retractedOrder()[index - firstRetracted()];
      cursor.setRetracted(retracted, number, aggregation.valuesOfNothing());
    } else if (index == groupRows) {
      cursor.setOther(groups.states(), GroupTable.OTHER, windowMillis);
    } else {
      int number = order().at(index);
      ResultRow.Kind kind = uncertain.get(number) ? ResultRow.Kind.UNCERTAIN : ResultRow.Kind.GROUP;
      cursor.setGroup(groups.keys(), number, kind, groups.states(), number + 1, windowMillis);
    }
  }

  @Override
  long bytesHeld() {
    return groups.bytesHeld() + retracted.bytesHeld();
  }

  @Override
  void encode(int first, ByteWriter out) {
    if (out.isOfImage()) {
      EmittedRows view = view();
      out.putOff(later -> view.encodeNow(first, later));
    } else {
      encodeNow(first, out);
    }
  }

  /** The same rows, for another thread; they are sorted once more. */
  private EmittedRows view() {
    return new EmittedRows(
        aggregation, groups.view(), without, uncertain, windowMillis, retracted.view());
  }

  private void encodeNow(int first, ByteWriter out) {
    out.writeSigned(windowMillis);
    out.writeUnsigned(Math.max(0, groupRows - first));
    for (int i = first; i < groupRows; i++) {
      int number = order().at(i);
      encodeKey(groups.keys(), number, out);
      groups.states().encode(number + 1, out);
      out.writeByte(uncertain.get(number) ? 1 : 0);
    }
    boolean otherIsLeft = hasOther && first <= groupRows;
    out.writeByte(otherIsLeft ? 1 : 0);
    if (otherIsLeft) {
      groups.states().encode(GroupTable.OTHER, out);
    }
    int nextRetracted = Math.max(0, first - firstRetracted());
    out.writeUnsigned(retracted.size() - nextRetracted);
    for (int i = nextRetracted; i < retracted.size(); i++) {
      encodeKey(retracted, retractedOrder()[i], out);
    }
  }

  private static void encodeKey(GroupKeys keys, int number, ByteWriter out) {
    out.writeBytes(keys.bytes(), keys.from(number), keys.to(number));
  }

  /** The rows that {@link #encode} wrote. */
  static EmittedRows decode(ByteReader in, Aggregation aggregation) {
    long windowMillis = in.readSigned();
    GroupTable groups = aggregation.newGroups();
    BitSet uncertain = new BitSet();
    for (int i = in.readSize(Integer.MAX_VALUE); i > 0; i--) {
      int row = groups.row(in.readBytes());
      groups.states().decode(in, row);
      uncertain.set(row - 1, in.readByte() != 0);
    }
    if (in.readByte() != 0) {
      groups.states().decode(in, GroupTable.OTHER);
    }
    GroupKeys retracted = new GroupKeys();
    for (int i = in.readSize(Integer.MAX_VALUE); i > 0; i--) {
      retracted.addIfNew(in.readBytes());
    }
    BitSet without = aggregation.withoutRow(groups, windowMillis);
    return new EmittedRows(aggregation, groups, without, uncertain, windowMillis, retracted);
  }
}
