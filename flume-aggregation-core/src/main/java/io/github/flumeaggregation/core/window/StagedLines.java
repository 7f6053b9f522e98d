package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.record.Record;

/**
 * The lines of one batch, aggregated by themselves: what is written to a log, and then brought into
 * the windows of one or more {@link WindowOperator}s. So a batch has its full effect or none, and
 * reading the log has the same effect. Not safe for several threads.
 */
public interface StagedLines {
  /** How many lines may be added before their records are released. */
  int MOST_RECORDS = GroupTable.TOGETHER;

  /**
   * Stages the lines of another operator as well, if the two compute the same of the same lines and
   * their windows allow it: what a line costs it then costs once.
   *
   * @return whether it does; if not, {@code other} needs staged lines of its own
   */
  boolean share(WindowOperator other);

  /**
   * Takes a line at its event time; it is in no window before {@link #flush}.
   *
   * @param record must stay as it is until {@link #releaseRecords}, which must be called before
   *     more than {@link #MOST_RECORDS} lines have been added
   * @return whether {@link WindowOperator#nextExpiry()} may be another now
   */
  boolean add(Record record);

  /** Finishes with the records of the lines. */
  void releaseRecords();

  /**
   * Whether lines may be staged apart from each other, and in another order than they have come:
   * then {@link #take} is possible.
   */
  boolean takesParts();

  /**
   * Stages what {@code part} has staged, as if its lines had been added after those that are staged
   * here; it is left without lines. Cost: that of merging the groups of both.
   *
   * @param part of an operator of the same configuration, which may be used by another thread at
   *     other times: nothing that depends on lines is shared
   */
  void take(StagedLines part);

  /** Drops the lines that were added since the last flush. */
  void drop();

  /**
   * Brings the lines taken since the last call into their windows.
   *
   * @param log gets what {@link #replay} needs to do the same again
   */
  void flush(ByteWriter log);

  /** As {@link #flush}, and writes nothing down: for a state that is never made again. */
  void flushUnlogged();

  /** Does again what a {@link #flush} did. */
  void replay(ByteReader log);
}
