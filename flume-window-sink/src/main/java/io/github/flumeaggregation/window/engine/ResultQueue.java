package io.github.flumeaggregation.window.engine;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.window.ClosedWindow;
import io.github.flumeaggregation.core.window.WindowOperator;
import io.github.flumeaggregation.window.row.OutboxRow;
import io.github.flumeaggregation.window.row.RowWriter;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;

/**
 * Results that have been made and not been taken, in order. Of a window there are only the states
 * of its groups; a row is made when it is taken. So one window may have more rows than may wait.
 */
final class ResultQueue {
  private static final int ROW = 0;
  private static final int WINDOW = 1;

  private static final class Part {
    final List<OutboxRow> rows;
    final @Nullable ClosedWindow window;
    final int aggregation;
    int next;

    Part(List<OutboxRow> rows, @Nullable ClosedWindow window, int aggregation) {
      this.rows = rows;
      this.window = window;
      this.aggregation = aggregation;
    }
  }

  private final RowWriter writer;
  private final ArrayDeque<Part> parts = new ArrayDeque<>();
  private int size;

  ResultQueue(RowWriter writer) {
    this.writer = writer;
  }

  /** How many rows there are. */
  int size() {
    return size;
  }

  void add(OutboxRow row) {
    add(new Part(Collections.singletonList(row), null, -1));
  }

  /** Adds the rows of a window, and its books. */
  void add(int aggregation, ClosedWindow window) {
    add(new Part(writer.window(window), window, aggregation));
  }

  private void add(Part part) {
    parts.add(part);
    size += part.rows.size();
  }

  /** The oldest rows, which leave; each is made when it is asked for. */
  List<OutboxRow> take(int count) {
    TakenRows taken = new TakenRows();
    while (taken.size() < count) {
      Part part = parts.getFirst();
      int end = Math.min(part.rows.size(), part.next + count - taken.size());
      taken.addRun(part.rows.subList(part.next, end));
      part.next = end;
      if (end == part.rows.size()) {
        parts.removeFirst();
      }
    }
    size -= count;
    return taken;
  }

  /** About what is left takes in memory. */
  long bytesHeld() {
    long bytes = 0;
    for (Part part : parts) {
      bytes += part.window == null ? part.rows.get(0).bytes() : part.window.bytesHeld();
    }
    return bytes;
  }

  void encode(ByteWriter out, List<WindowOperator> aggregations) {
    out.writeUnsigned(parts.size());
    for (Part part : parts) {
      if (part.window == null) {
        out.writeByte(ROW);
        part.rows.get(0).encode(null, out);
      } else {
        out.writeByte(WINDOW).writeUnsigned(part.aggregation);
        aggregations.get(part.aggregation).encodeClosed(part.window, part.next, out);
      }
    }
  }

  /** Makes this, which must be empty, what {@link #encode} wrote. */
  void decode(ByteReader in, List<WindowOperator> aggregations) {
    for (int i = in.readSize(Integer.MAX_VALUE); i > 0; i--) {
      if (in.readByte() == ROW) {
        add(OutboxRow.decode(null, in));
      } else {
        int aggregation = in.readSize(aggregations.size() - 1);
        add(aggregation, aggregations.get(aggregation).decodeClosed(in));
      }
    }
  }
}
