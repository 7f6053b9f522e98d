package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import java.util.List;

/**
 * The windows of one aggregation: {@link StagedLines} go in, closed windows come out.
 *
 * <p>The caller drives time. A window is emitted once by {@link #closeNext} when the watermark has
 * passed its end. A line that comes after that changes it, and it is emitted again with the next
 * revision and only the changed groups, at once or when more such lines have come. {@link #expire}
 * ends that: later lines are booked as late. Nothing is said here of where windows begin and end:
 * they may lie side by side, overlap, or be made by the lines themselves.
 *
 * <p>Invariants, which {@code WindowOperatorContract} tests of each implementation:
 *
 * <ol>
 *   <li>what a window finally says is what a recomputation from its lines says, whatever their
 *       order, and whenever and how often it was closed;
 *   <li>for each window, lines in = aggregated + filtered + late, and a line is late for a window
 *       exactly if the window's end was at or before the horizon when the line came;
 *   <li>calling {@link #expire} only where {@link #nextExpiry} or {@link #mustExpire} asks for it
 *       gives the same as calling it before each line;
 *   <li>the state changes only in calls that are no questions ({@link #isDue}, {@link #mustExpire},
 *       {@link #hasRevisions}, {@link #hasLateBooks} and the numbers are), and the same calls give
 *       the same state, byte for byte: those of a log that is replayed, and those after a restart;
 *   <li>when all windows have expired, no group and no slice is left of them; books are left, in
 *       bounded number.
 * </ol>
 *
 * <p>Not safe for several threads.
 */
public interface WindowOperator {
  /** What is computed. */
  Aggregation aggregation();

  /** A stage for the lines of this alone, which others may come to share. */
  StagedLines newStagedLines();

  /** {@code listener} is to be told of all lines that come into windows from now on. */
  void tell(LinesListener listener);

  /**
   * Only windows that begin at or after this time are made: for an aggregation that is added while
   * others run, and has seen only some of the lines of the windows in progress.
   */
  void openFrom(long timeMillis);

  /**
   * Makes this, which must be new, what the same windows of the same lines were under another list
   * of columns: what both compute goes on.
   *
   * @param before of the same kind of windows
   * @param newestMillis the newest time of all lines so far; the smallest long if there were none
   * @return the names of the columns that count from here on only
   */
  List<String> carry(WindowOperator before, long newestMillis);

  /** Whether {@link #closeNext} has anything to do. */
  boolean isDue(long limit, boolean revise);

  /**
   * Takes one step towards the emission of all windows that end at or before {@code limit} and are
   * new or have changed since their last emission; something must be {@link #isDue due}. Windows
   * without any line are never emitted.
   *
   * @param revise whether those that have changed are to be emitted; otherwise their changes are
   *     collected until a later call. Sessions do not wait
   * @return the window that was emitted; null if the step made none
   */
  @Nullable
  ClosedWindow closeNext(long limit, boolean revise);

  /** Whether changes of windows that were emitted are being collected. */
  boolean hasRevisions();

  /** Whether {@link #lateBooksNext} has anything to emit. */
  boolean hasLateBooks();

  /**
   * Emits the books of the next window that got late lines since it was last emitted; there must be
   * {@link #hasLateBooks one}. Call it when a batch is done, so that a window's books appear once a
   * batch.
   */
  ClosedWindow lateBooksNext();

  /** The earliest end of a window that holds lines and has not expired; or the largest long. */
  long nextExpiry();

  /**
   * Whether a line at this time is to be judged by {@link #expire}, that is, whether the horizon
   * has passed a window of it that has not been made final, since it held no line.
   */
  boolean mustExpire(long timeMillis, long horizon);

  /**
   * Declares all windows that end at or before {@code horizon} final: their values are forgotten,
   * and lines that come for them are booked as late. They must have been closed before, their
   * changes included.
   */
  void expire(long horizon);

  /** The end of the last window that was closed in order; the smallest long if none was. */
  long closedThroughMillis();

  /**
   * The horizon at which {@link #expire} would free the oldest of what is held for closed windows
   * alone; the largest long if there is none.
   */
  long oldestClosedEnd();

  /**
   * Folds half of the groups that are held, those with the largest key hashes. All closed windows
   * must have been made final.
   */
  void halveGroups();

  /**
   * In how many pieces of time, each of one or more groups, lines are held that may still change.
   */
  int slices();

  /** Number of groups in those slices, added up. */
  long groups();

  /** How many lines came so late that the books of a window of theirs had been forgotten. */
  long unbookedLines();

  /**
   * About what all of it takes in memory, and the windows that are open will take once more while
   * their rows are awaited. Costs as much as there are slices and books.
   */
  long bytesHeld();

  /** Writes the state down; there must be no lines that were not flushed. */
  void encode(ByteWriter out);

  /** Makes this, which must be new and of the same aggregation, what {@link #encode} wrote. */
  void decode(ByteReader in);

  /** Writes a window of these down, as if the rows before {@code firstRow} were not in it. */
  void encodeClosed(ClosedWindow window, int firstRow, ByteWriter out);

  /** The window of these that {@link #encodeClosed} wrote. */
  ClosedWindow decodeClosed(ByteReader in);
}
