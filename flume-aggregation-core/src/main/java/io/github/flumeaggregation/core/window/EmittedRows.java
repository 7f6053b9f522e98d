package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.record.StableHash;
import java.util.BitSet;
import java.util.List;

/** The rows of the groups of one table. */
final class EmittedRows extends WindowRows {
  private final Aggregation aggregation;
  private final GroupTable groups;
  private final BitSet uncertain;
  private final long windowMillis;
  private final int[] order;
  private final List<ResultRow> rows;
  private final GroupKeys retracted;
  private final int[] retractedOrder;

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
    this.order = GroupRows.order(groups, without);
    this.rows = GroupRows.of(order, groups, uncertain, aggregation, windowMillis);
    this.retracted = retracted;
    this.retractedOrder = retracted.byBytes();
  }

  /** No rows. */
  static EmittedRows none(Aggregation aggregation) {
    BitSet no = new BitSet();
    return new EmittedRows(aggregation, aggregation.newGroups(), no, no, 1, new GroupKeys());
  }

  @Override
  public int size() {
    return rows.size() + retractedOrder.length;
  }

  @Override
  public ResultRow get(int index) {
    if (index < rows.size()) {
      return rows.get(index);
    }
    int number = retractedOrder[index - rows.size()];
    return ResultRow.retracted(
        GroupRows.group(retracted, number, aggregation), aggregation.valuesOfNothing());
  }

  @Override
  long bytesHeld() {
    return groups.bytesHeld() + retracted.bytesHeld();
  }

  @Override
  void encode(int first, ByteWriter out) {
    out.writeSigned(windowMillis);
    out.writeUnsigned(Math.max(0, order.length - first));
    for (int i = first; i < order.length; i++) {
      encodeKey(groups.keys(), order[i], out);
      groups.states().encode(order[i] + 1, out);
      out.writeByte(uncertain.get(order[i]) ? 1 : 0);
    }
    boolean hasOther = rows.size() > Math.max(first, order.length);
    out.writeByte(hasOther ? 1 : 0);
    if (hasOther) {
      groups.states().encode(GroupTable.OTHER, out);
    }
    int firstRetracted = Math.max(0, first - rows.size());
    out.writeUnsigned(retractedOrder.length - firstRetracted);
    for (int i = firstRetracted; i < retractedOrder.length; i++) {
      encodeKey(retracted, retractedOrder[i], out);
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
      int row = groups.row(decodeKey(in), 0);
      groups.states().decode(in, row);
      uncertain.set(row - 1, in.readByte() != 0);
    }
    if (in.readByte() != 0) {
      groups.states().decode(in, GroupTable.OTHER);
    }
    GroupKeys retracted = new GroupKeys();
    for (int i = in.readSize(Integer.MAX_VALUE); i > 0; i--) {
      retracted.addIfNew(decodeKey(in), 0);
    }
    BitSet without = aggregation.withoutRow(groups, windowMillis);
    return new EmittedRows(aggregation, groups, without, uncertain, windowMillis, retracted);
  }

  private static GroupKeys decodeKey(ByteReader in) {
    GroupKeys key = new GroupKeys();
    byte[] bytes = in.readBytes();
    key.add(bytes, 0, bytes.length, StableHash.of(bytes, 0, bytes.length));
    return key;
  }
}
