package io.github.flumeaggregation.window.time;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.position.IntervalSet;
import io.github.flumeaggregation.core.position.Position;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The progress of all partitions, and what follows from it: when windows close and when they become
 * final.
 *
 * <p>The idea: each partition has a frontier, the largest event time seen in it. Lines of one
 * partition are nearly in order, those of different ones are not; so a window is complete when the
 * slowest partition has passed it. The <em>watermark</em> is the smallest frontier of the
 * partitions that are not idle (see {@link Activity}), less {@code maxOutOfOrder}: windows before
 * it are closed. The <em>horizon</em> is further back by {@code allowedLateness}: windows before it
 * are final.
 *
 * <p>What always holds:
 *
 * <ol>
 *   <li>Neither watermark nor horizon moves back, whatever lines, clocks and sources say.
 *   <li>The watermark is at most the newest event time less {@code maxOutOfOrder}. Only {@link
 *       #watermarkWhenAllIdle} goes beyond, and is not kept.
 *   <li>Whatever rests on idleness closes only windows whose end, plus {@code maxOutOfOrder}, the
 *       wall clock has passed.
 *   <li>A partition that was announced holds both where they are until its first line has come, it
 *       turns out to have none, or it is idle.
 *   <li>Idle partitions hold the horizon too, each for {@code allowedLateness} of event time behind
 *       the newest line. After that, and when all others have passed it too, it is forgotten, and
 *       is new when it comes again. One of which earlier bytes are missing holds it as if it were
 *       not idle.
 *   <li>A new partition holds both only from where they are when it comes.
 *   <li>What lines and announcements change is written down by {@link #encodeChanges}, and {@link
 *       #decodeChanges} brings about the same state. The watermark moves by {@link #moveWatermark}
 *       alone, which the caller writes down.
 * </ol>
 *
 * <p>Cost: constant per line; a logarithm of the number of partitions whenever the slowest one
 * moves on, an event of another partition comes, or the watermark is asked for (see {@link
 * Standings}). Some 384 bytes for each partition, and its name.
 *
 * <p>Source: the low watermarks of Akidau et al., "MillWheel", VLDB 2013. Different here: idleness
 * goes by when bytes were read, not by when they came, so that being behind is not taken for it;
 * and a source says what it has yet to read.
 */
public final class Frontiers {
  private static final long NEVER = Frontier.NEVER;

  private final TimeRules rules;
  private final Partitions partitions = new Partitions();
  private final Activity activity;

  private @Nullable Frontier current;
  private long newestMillis = NEVER;

  /** The partition that holds the horizon as it was last computed; null if it may have moved. */
  private @Nullable Frontier slowest;

  private boolean slowestIsIdle;

  private long horizon = NEVER;
  private long closedThrough = NEVER;

  public Frontiers(TimeRules rules) {
    this.rules = rules;
    this.activity = new Activity(partitions, rules.idleTimeoutMillis);
  }

  /**
   * Moves to the partition of the next lines.
   *
   * @param position where they are in it; null if that is not known
   * @param readAtMillis when the bytes were read; the present time where that is not known
   * @param wallMillis the present time
   */
  public void select(
      String partition, @Nullable Position position, long readAtMillis, long wallMillis) {
    @Nullable Frontier known = current;
    if (known == null || !partition.equals(known.name())) {
      known = partitions.find(partition);
    }
    if (known == null || activity.mayHoldAgain(known, position, readAtMillis, wallMillis)) {
      horizon(); // before others are held back by it
    }
    Frontier selected = partitions.get(partition);
    current = selected;
    activity.arrived(selected, position, readAtMillis, wallMillis);
    slowest = null;
  }

  /**
   * Notes which bytes of the selected partition have come: those of an event, beside what has been
   * counted before it. To be called after {@link #select}, which is for that event too.
   *
   * @param counted what was counted before; null for nothing
   */
  public void taken(Position position, @Nullable IntervalSet counted) {
    Frontier partition = selected();
    partition.taken(position, counted);
    partitions.standings().wake(partition);
  }

  private Frontier selected() {
    if (current == null) {
      throw new IllegalStateException("no partition selected");
    }
    return current;
  }

  /** Notes what a source says of a partition. */
  public void announce(Progress.File file, long readAtMillis, long wallMillis) {
    @Nullable
    Frontier known =
        file.isBehind() ? partitions.get(file.partition()) : partitions.find(file.partition());
    if (known == null) {
      return;
    }
    if (known.announce(file.offset(), file.isBehind())) {
      partitions.note(known);
      partitions.standings().wake(known);
    }
    if (file.isBehind()) {
      activity.announced(known, readAtMillis, wallMillis);
    }
  }

  /** Notes the event time of a line of the selected partition. */
  public void advance(long eventMillis) {
    Frontier partition = selected();
    if (!partition.advance(eventMillis)) {
      return;
    }
    partitions.note(partition);
    newestMillis = Math.max(newestMillis, eventMillis);
    if (slowest == partition || isPassedByLateness()) {
      slowest = null;
    }
  }

  /** Whether the slowest partition is idle, and holds nobody since the newest line has come. */
  private boolean isPassedByLateness() {
    return slowest != null
        && slowestIsIdle
        && slowest.eventMillis() <= newestMillis - rules.allowedLatenessMillis;
  }

  /** Largest event time seen in any partition; the smallest long if none. */
  public long newestMillis() {
    return newestMillis;
  }

  /** Whether {@link #horizon()} may have passed {@code millis}; cheap, and never wrongly no. */
  public boolean mayHavePassed(long millis) {
    return horizon >= millis
        || (slowest == null
            && newestMillis != NEVER
            && newestMillis - rules.horizonLagMillis() >= millis);
  }

  /**
   * Whether the horizon may have passed {@code millis} once lines up to {@code newest} have come;
   * never wrongly no, whatever their partitions are. Changes nothing.
   */
  public boolean mayPass(long millis, long newest) {
    return horizon >= millis || Math.max(newestMillis, newest) - rules.horizonLagMillis() >= millis;
  }

  /** Windows that end at or before this are final. Never moves back. */
  public long horizon() {
    if (slowest == null && newestMillis != NEVER) {
      long millis = slowestMillis();
      if (millis != Frontier.AWAITED) {
        horizon = Math.max(horizon, millis - rules.horizonLagMillis());
      }
    }
    return horizon;
  }

  private long slowestMillis() {
    long floor = newestMillis - rules.allowedLatenessMillis;
    Standings standings = partitions.standings();
    slowest = current;
    slowestIsIdle = false;
    long holding = Long.MAX_VALUE;
    holding = holdBy(standings.slowestActive(activity), holding);
    holding = holdBy(standings.slowestIncomplete(activity), holding);
    forgetIdle(Math.min(floor, holding - 1));
    @Nullable Frontier idle = standings.slowestIdle();
    if (idle != null && Math.max(idle.eventMillis(), floor) < Math.min(holding, newestMillis)) {
      slowest = idle;
      slowestIsIdle = true;
      return Math.max(idle.eventMillis(), floor);
    }
    return Math.min(holding, newestMillis);
  }

  private long holdBy(@Nullable Frontier partition, long millis) {
    if (partition == null || partition.eventMillis() >= millis) {
      return millis;
    }
    slowest = partition;
    return partition.eventMillis();
  }

  private void forgetIdle(long millis) {
    List<Frontier> forgotten = partitions.standings().idleThrough(millis, activity);
    forgotten.remove(current);
    partitions.removeAll(forgotten);
  }

  /**
   * Windows that end at or before this are to be closed. Changes nothing.
   *
   * @param wallMillis the present time
   */
  public long watermark(long wallMillis) {
    Standings standings = partitions.standings();
    @Nullable Frontier slowestActive = standings.slowestActive(activity);
    long active =
        slowestActive == null ? newestMillis : Math.min(newestMillis, slowestActive.eventMillis());
    if (active == NEVER || active == Frontier.AWAITED) {
      return closedThrough;
    }
    boolean restsOnIdleness =
        isBefore(standings.slowestIncomplete(activity), active)
            || isBefore(standings.slowestIdle(), active);
    long limit = restsOnIdleness ? Math.min(active, wallMillis) : active;
    return Math.max(closedThrough, limit - rules.maxOutOfOrderMillis);
  }

  private static boolean isBefore(@Nullable Frontier partition, long millis) {
    return partition != null && partition.eventMillis() < millis;
  }

  /** From now on the watermark is not before this. */
  public void moveWatermark(long millis) {
    closedThrough = Math.max(closedThrough, millis);
  }

  /**
   * Windows that end at or before this are to be closed when nothing more has come for {@code
   * idleTimeout}, so that all partitions are idle. Holds for this moment only: when lines come
   * again, the watermark goes on from where it was.
   */
  public long watermarkWhenAllIdle(long wallMillis) {
    return Math.max(closedThrough, wallMillis - rules.maxOutOfOrderMillis);
  }

  /** About what the partitions take in memory. */
  public long bytesHeld() {
    return partitions.bytesHeld();
  }

  /**
   * Forgets the quarter of the partitions that have brought nothing for longest: they hold nobody
   * any more, and are new when they come again.
   *
   * @return whether there were any
   */
  public boolean shed() {
    horizon(); // as far as they have held it
    List<Frontier> longestSilent = new ArrayList<>(partitions.all());
    longestSilent.remove(current);
    longestSilent.sort(
        Comparator.comparingLong(Frontier::arrivedMillis)
            .thenComparingLong(Frontier::activeMillis)
            .thenComparing(Frontier::name));
    int count = (longestSilent.size() + 3) / 4;
    partitions.removeAll(longestSilent.subList(0, count));
    slowest = null;
    return count > 0;
  }

  /** Whether there is anything for {@link #encodeChanges}. */
  public boolean haveChanged() {
    return partitions.haveChanged();
  }

  /** Writes down what has changed since the last call, but for the watermark. */
  public void encodeChanges(ByteWriter out) {
    slowest = null;
    horizon(); // silence is not written down, and begins anew with a restart
    out.writeSigned(newestMillis).writeSigned(horizon);
    partitions.encodeChanges(out);
  }

  /** Brings about what {@link #encodeChanges} wrote. */
  public void decodeChanges(ByteReader in) {
    newestMillis = in.readSigned();
    horizon = in.readSigned();
    partitions.decodeChanges(in);
    slowest = null;
  }

  /** Writes everything down; there must be no changes that were not. */
  public void encode(ByteWriter out) {
    out.writeSigned(closedThrough).writeSigned(newestMillis).writeSigned(horizon);
    partitions.encode(out);
  }

  /** Makes this, which must be new, what {@link #encode} wrote. */
  public void decode(ByteReader in) {
    closedThrough = in.readSigned();
    decodeChanges(in);
  }
}
