package io.github.flumeaggregation.window.state;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.encoding.MalformedBytesException;
import io.github.flumeaggregation.window.row.OutboxRow;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** What the state holds of the outbox: the results that have not been acknowledged. */
public final class PendingRows {
  private final String stateId;
  private final List<OutboxRow> rows = new ArrayList<>();
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
    pending.rows.addAll(outbox.all());
    pending.firstSequence = outbox.firstSequence();
    pending.prepared = prepared;
    return pending;
  }

  /** Tells states apart, so that one that starts over gives its files other names. */
  String stateId() {
    return stateId;
  }

  /** Oldest first. */
  public List<OutboxRow> rows() {
    return rows;
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

  void acknowledge(int count) {
    rows.subList(0, count).clear();
    firstSequence += count;
    prepared = null;
  }

  /** Rows of the prepared cut that are not in {@code published} wait again. */
  void giveUpCut(BitSet published) {
    if (published.length() > rows.size()) {
      throw new MalformedBytesException("more rows were published than there were");
    }
    List<OutboxRow> kept = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      if (!published.get(i)) {
        kept.add(rows.get(i));
      }
    }
    rows.clear();
    rows.addAll(kept);
    firstSequence += published.cardinality();
    prepared = null;
  }

  void encode(ByteWriter out) {
    out.writeString(stateId).writeUnsigned(firstSequence);
    out.writeByte(prepared == null ? 0 : 1);
    if (prepared != null) {
      prepared.encode(out);
    }
    out.writeUnsigned(rows.size());
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
    OutboxRow before = null;
    for (int i = in.readSize(Integer.MAX_VALUE); i > 0; i--) {
      before = OutboxRow.decode(before, in);
      pending.rows.add(before);
    }
    return pending;
  }
}
