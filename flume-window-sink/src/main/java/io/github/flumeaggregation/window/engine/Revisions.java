package io.github.flumeaggregation.window.engine;

import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.window.WindowOperator;
import java.util.List;

/**
 * Says when windows that late lines have changed are emitted again: with each batch, or, after the
 * first such line, when {@code reviseEvery} has passed. What an alert rule looks at is never
 * collected.
 *
 * <p>When that will be rests on the wall clock, so it is an operation of the log, and a restart
 * does not put it off.
 */
final class Revisions {
  /** An operation's code; it is written to disk. */
  static final int REVISIONS_DUE = 14;

  private static final long NONE = Long.MAX_VALUE;

  private final Job job;
  private final List<WindowOperator> aggregations;
  private final ByteWriter record;
  private long dueMillis = NONE;

  /** For the windows of {@code aggregations}, which may be added later. */
  Revisions(Job job, List<WindowOperator> aggregations, ByteWriter record) {
    this.job = job;
    this.aggregations = aggregations;
    this.record = record;
  }

  /** Whether the changes of an aggregation are emitted with the batch that brings them. */
  boolean areMadeAtOnce(WindowOperator windowed) {
    return !job.collectsRevisions(windowed.aggregation());
  }

  /** Whether what was collected is due; a clock that was set back does not put it off. */
  boolean areDue(long wallMillis) {
    long plannedMillis = dueMillis - job.reviseEveryMillis;
    return dueMillis != NONE && (wallMillis >= dueMillis || wallMillis < plannedMillis);
  }

  /** To be called when a batch is done: notes when what it has collected first is due. */
  void plan(long wallMillis) {
    boolean some = aggregations.stream().anyMatch(this::collects);
    if (some != (dueMillis != NONE)) {
      dueMillis = some ? wallMillis + job.reviseEveryMillis : NONE;
      record.writeByte(REVISIONS_DUE).writeSigned(dueMillis);
    }
  }

  private boolean collects(WindowOperator windowed) {
    return windowed.hasRevisions() && !areMadeAtOnce(windowed);
  }

  /** Does an operation again. */
  void replay(ByteReader in) {
    dueMillis = in.readSigned();
  }

  void encode(ByteWriter out) {
    out.writeSigned(dueMillis);
  }

  void decode(ByteReader in) {
    dueMillis = in.readSigned();
  }
}
