package io.github.flumeaggregation.window.alert;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import java.util.List;

/**
 * The alert of one group, judged by windows.
 *
 * <p>Its episodes are what comes out when the verdicts on all windows are gone over in order. A
 * window that comes after all others takes one step; one that is changed afterwards lets all steps
 * be taken again, from the first window that may still change. So what finally stands depends on
 * what the windows finally say, not on when lines came. Memory: the changes of the verdict within
 * the allowed lateness.
 */
final class GroupAlert implements WatchedGroups.Member {
  private final WindowEnds ends;
  private final Verdict verdictOnNothing;
  private final List<String> group;
  private final Verdicts verdicts = new Verdicts();
  private final Episodes episodes = new Episodes();

  /** After the windows that can no longer change. */
  private final AlertState finalState;

  /** After all windows. */
  private AlertState current;

  /** The end of the first window in which the group had lines. */
  private long knownFrom = WindowEnds.NONE;

  /** Windows that end before this change no more. */
  private long firstChangeableEnd = Long.MIN_VALUE;

  /**
   * @param forMillis for how long windows must hold before the alert fires
   * @param verdictOnNothing on windows in which the group has no line, once it has had some
   */
  GroupAlert(WindowEnds ends, long forMillis, Verdict verdictOnNothing, List<String> group) {
    this.ends = ends;
    this.verdictOnNothing = verdictOnNothing;
    this.group = group;
    this.finalState = new AlertState(ends, forMillis);
    this.current = finalState.copy();
  }

  @Override
  public List<String> group() {
    return group;
  }

  /** Whether it neither fires nor may soon. */
  boolean isInactive() {
    return current.isInactive();
  }

  /** Whether forgetting it changes nothing. */
  boolean isForgettable() {
    return current.isInactive()
        && finalState.isInactive()
        && verdicts.isEmpty()
        && episodes.isEmpty();
  }

  /** The episode that goes on; null if it does not fire. */
  @Override
  public @Nullable Episode firing() {
    return episodes.open();
  }

  /** Whether the group had lines in the window that ends there, or before. */
  boolean isKnownAt(long end) {
    return end >= knownFrom;
  }

  /** Takes windows of one verdict that come after all others; see {@link Verdicts.Run}. */
  void add(Verdict verdict, long firstEnd, long lastEnd, Occasion occasion) {
    knownFrom = Math.min(knownFrom, firstEnd);
    verdicts.add(firstEnd, verdict);
    current.windows(
        verdict,
        firstEnd,
        lastEnd,
        new AlertState.Observer() {
          @Override
          public void fired(long end) {
            episodes.begin(end);
          }

          @Override
          public void resolved(long end) {
            episodes.endOpen(end, occasion);
          }
        });
    episodes.announce(lastEnd, occasion);
  }

  /** Changes the verdict on a window that is not new. */
  void change(Verdict verdict, long end, Occasion occasion) {
    if (end < firstChangeableEnd) {
      return;
    }
    boolean changed = verdicts.set(end, ends.after(end), verdict);
    if (end < knownFrom) {
      verdicts.fill(ends.after(end), knownFrom, verdictOnNothing);
      knownFrom = end;
    } else if (!changed && !ends.isInsertedLate()) {
      return;
    }
    Episodes.Bounds bounds = new Episodes.Bounds();
    current = goOver(bounds);
    long sentBefore = occasion.sent();
    boolean moved = episodes.correct(bounds, occasion);
    // What was said of an earlier episode must not be taken for the present state.
    occasion.remind(episodes.open(), sentBefore, moved);
    episodes.announce(ends.newest(), occasion);
  }

  private AlertState goOver(AlertState.Observer observer) {
    AlertState state = finalState.copy();
    if (state.isFiring()) {
      observer.fired(state.sinceMillis());
    }
    verdicts.runs(
        firstChangeableEnd,
        ends.newest(),
        (verdict, firstEnd, lastEnd) -> state.windows(verdict, firstEnd, lastEnd, observer));
    return state;
  }

  /**
   * Notes that windows that end at or before {@code end}, none after the newest, change no more.
   */
  void makeFinal(long end) {
    if (end < firstChangeableEnd) {
      return;
    }
    verdicts.runs(
        firstChangeableEnd,
        end,
        (verdict, firstEnd, lastEnd) ->
            finalState.windows(verdict, firstEnd, lastEnd, AlertState.NOBODY));
    firstChangeableEnd = end + 1;
    verdicts.forgetBefore(firstChangeableEnd);
    episodes.forgetThrough(end);
  }

  /** Ends the episode that goes on, since nobody wants the alert any more. */
  void withdraw(Occasion occasion) {
    Episode open = episodes.open();
    if (open != null) {
      episodes.endOpen(Math.max(open.startsAtMillis, ends.newest()), occasion);
    }
  }

  @Override
  public void encode(ByteWriter out) {
    finalState.encode(out);
    out.writeSigned(knownFrom).writeSigned(firstChangeableEnd);
    verdicts.encode(out);
    episodes.encode(out);
  }

  /** Makes this, which must be new, what {@link #encode} wrote. */
  @Override
  public void decode(ByteReader in) {
    finalState.decode(in);
    knownFrom = in.readSigned();
    firstChangeableEnd = in.readSigned();
    verdicts.decode(in);
    episodes.decode(in);
    current = goOver(new Episodes.Bounds());
  }
}
