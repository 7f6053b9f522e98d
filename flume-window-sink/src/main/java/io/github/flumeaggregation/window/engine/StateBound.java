package io.github.flumeaggregation.window.engine;

import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.position.CountedSet;
import io.github.flumeaggregation.window.time.Frontiers;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the engine's state within {@code maxStateBytes}: half of it is for groups, slices and rows
 * to come, an eighth for what has been counted of each partition, and an eighth for how far each
 * has come. What is given up is an operation of the log, since a replay measures nothing.
 */
final class StateBound {
  /** An operation's code; it is written to disk. */
  static final int SHED_POSITIONS = 12;

  /** So few can hardly add more than a megabyte to an aggregation. */
  private static final int LINES_BETWEEN_MEASURES = 1_000;

  private static final String REMEDY =
      ". Raise maxStateBytes, and the heap (-Xmx) with it; or have less to keep: fewer groups"
          + " (groupBy, where), a shorter allowedLateness. See docs/window-sink.md, Memory";

  private final long maxStateBytes;
  private final WindowCloser closer;
  private final CountedSet counted;
  private final Frontiers frontiers;
  private final ByteWriter record;
  private final List<String> remarks = new ArrayList<>();
  private final RareRemark finalEarly = new RareRemark(System::nanoTime);
  private final RareRemark folded = new RareRemark(System::nanoTime);
  private final RareRemark forgotten = new RareRemark(System::nanoTime);

  /** How many lines have come when it is measured again; a state that was restored is at once. */
  private long measureAtLines;

  /**
   * @param record gets the operations
   */
  StateBound(
      long maxStateBytes,
      WindowCloser closer,
      CountedSet counted,
      Frontiers frontiers,
      ByteWriter record) {
    this.maxStateBytes = maxStateBytes;
    this.closer = closer;
    this.counted = counted;
    this.frontiers = frontiers;
    this.record = record;
  }

  /** About what all of the state takes in memory, the alerts' left out. */
  long bytesHeld() {
    return closer.bytesHeld() + counted.bytesHeld() + frontiers.bytesHeld();
  }

  /** Forgets partitions; whether it did, which the caller has to write to the log. */
  boolean shedPartitions() {
    boolean shed = false;
    while (frontiers.bytesHeld() > maxStateBytes / 8 && frontiers.shed()) {
      shed = true;
    }
    sayIfForgotten(shed);
    return shed;
  }

  private void sayIfForgotten(boolean some) {
    if (some && forgotten.isDue()) {
      remarks.add(
          "the names and positions of files take more than an eighth of maxStateBytes each; those"
              + " used least are forgotten, and what is delivered again of them counts again"
              + REMEDY);
    }
  }

  /**
   * Gives up what is too much; of groups it measures now and then only, since that costs.
   *
   * @param lines how many have been counted since the state began
   * @return whether windows may have become final
   */
  boolean shed(long lines) {
    shedPositions();
    if (lines < measureAtLines) {
      return false;
    }
    measureAtLines = lines + LINES_BETWEEN_MEASURES;
    long finalBefore = closer.slicesFinalEarly();
    long foldedBefore = closer.groupsFoldedEarly();
    closer.shed(maxStateBytes / 2);
    if (closer.slicesFinalEarly() > finalBefore && finalEarly.isDue()) {
      remarks.add(
          "the state reaches its bound in bytes: the oldest closed windows are final before"
              + " allowedLateness is over, and lines that come for them are booked as late"
              + REMEDY);
    }
    if (closer.groupsFoldedEarly() > foldedBefore && folded.isDue()) {
      remarks.add(
          "the state reaches its bound in bytes: groups are folded into (other), half of those of"
              + " the largest aggregation at a time"
              + REMEDY);
    }
    return true;
  }

  private void shedPositions() {
    boolean shed = false;
    while (counted.bytesHeld() > maxStateBytes / 8 && counted.shed()) {
      record.writeByte(SHED_POSITIONS);
      shed = true;
    }
    sayIfForgotten(shed);
  }

  /** What is to be said in the log since the last call. */
  List<String> takeRemarks() {
    List<String> taken = new ArrayList<>(remarks);
    remarks.clear();
    return taken;
  }
}
