package io.github.flumeaggregation.window.state;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.encoding.MalformedBytesException;
import io.github.flumeaggregation.window.row.OutboxRow;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** What the state holds of the outbox: the results that have not been acknowledged. */
public final class PendingRows {
  private final String stateId;

  /** Oldest first; those of one operation together, which are made when they are asked for. */
  private final ArrayDeque<List<OutboxRow>> runs = new ArrayDeque<>();

  /** How many of the first run have been acknowledged. */
  private int acknowledged;

  private int size;
  private long firstSequence;
  private @Nullable FileCut prepared;

  private PendingRows(String stateId) {
    this.stateId = stateId;
  }

  /** Those of a new state. */
  static PendingRows none() {
    return new PendingRows(String.format("%08x", new SecureRandom().nextInt()));
  }

  /** As they are in a running outbox. */
  static PendingRows of(Outbox outbox, String stateId, @Nullable FileCut prepared) {
    PendingRows pending = new PendingRows(stateId);
    pending.add(outbox.all());
    pending.firstSequence = outbox.firstSequence();
    pending.prepared = prepared;
    return pending;
  }

  /** Tells states apart, so that one that starts over gives its files other names. */
  String stateId() {
    return stateId;
  }

  /** How many there are. */
  public int size() {
    return size;
  }

  void add(List<OutboxRow> run) {
    if (!run.isEmpty()) {
      runs.add(run);
      size += run.size();
    }
  }

  /** Oldest first. Makes those that have not been made yet. */
  public List<OutboxRow> rows() {
    List<OutboxRow> made = new ArrayList<>(size);
    for (List<OutboxRow> run : runs) {
      made.addAll(made.isEmpty() ? run.subList(acknowledged, run.size()) : run);
    }
    setRows(made);
    return made;
  }

  private void setRows(List<OutboxRow> rows) {
    runs.clear();
    acknowledged = 0;
    size = 0;
    add(rows);
  }

  /** How many rows have been acknowledged since the state began: the number of the oldest. */
  long firstSequence() {
    return firstSequence;
  }

  /** What has been begun to be made visible as files, and must be finished so; null if nothing. */
  @Nullable
  FileCut prepared() {
    return prepared;
  }

  void prepare(FileCut cut) {
    prepared = cut;
  }

  /** Forgets the oldest rows; those that have not been made never are. */
  void acknowledge(int count) {
    size -= count;
    firstSequence += count;
    prepared = null;
    acknowledged += count;
    while (!runs.isEmpty() && acknowledged >= runs.getFirst().size()) {
      acknowledged -= runs.removeFirst().size();
    }
  }

  /** Rows of the prepared cut that are not in {@code published} wait again. */
  void giveUpCut(BitSet published) {
    List<OutboxRow> rows = rows();
    if (published.length() > size) {
      throw new MalformedBytesException("more rows were published than there were");
    }
    List<OutboxRow> kept = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      if (!published.get(i)) {
        kept.add(rows.get(i));
      }
    }
    setRows(kept);
    firstSequence += published.cardinality();
    prepared = null;
  }

  void encode(ByteWriter out) {
    out.writeString(stateId).writeUnsigned(firstSequence);
    out.writeByte(prepared == null ? 0 : 1);
    if (prepared != null) {
      prepared.encode(out);
    }
    out.writeUnsigned(size);
    List<OutboxRow> rows = rows();
    if (out.isOfImage()) {
      out.putOff(later -> encodeRows(rows, later));
    } else {
      encodeRows(rows, out);
    }
  }

  private static void encodeRows(List<OutboxRow> rows, ByteWriter out) {
    OutboxRow before = null;
    for (OutboxRow row : rows) {
      row.encode(before, out);
      before = row;
    }
  }

  static PendingRows decode(ByteReader in) {
    PendingRows pending = new PendingRows(in.readString());
    pending.firstSequence = in.readUnsigned();
    pending.prepared = in.readByte() == 1 ? FileCut.decode(in) : null;
    List<OutboxRow> rows = new ArrayList<>();
    OutboxRow before = null;
    for (int i = in.readSize(Integer.MAX_VALUE); i > 0; i--) {
      before = OutboxRow.decode(before, in);
      rows.add(before);
    }
    pending.add(rows);
    return pending;
  }
}
