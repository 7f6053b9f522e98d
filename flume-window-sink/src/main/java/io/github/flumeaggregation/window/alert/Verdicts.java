package io.github.flumeaggregation.window.alert;

import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import java.util.Map;
import java.util.TreeMap;

/**
 * The verdicts on the windows of one group, by the windows' ends. Only changes are kept: a verdict
 * holds for all windows up to the next change, and before the first one it is {@link Verdict#OVER}.
 */
final class Verdicts {
  private final TreeMap<Long, Verdict> changes = new TreeMap<>();

  /** Windows of one verdict that follow each other. */
  interface Run {
    /**
     * @param firstEnd end of the first of the windows
     * @param lastEnd not before the end of the last of them, nor after the next window
     */
    void windows(Verdict verdict, long firstEnd, long lastEnd);
  }

  /** The verdict on the window that ends at {@code end}. */
  Verdict of(long end) {
    Map.Entry<Long, Verdict> change = changes.floorEntry(end);
    return change == null ? Verdict.OVER : change.getValue();
  }

  /** Whether no window has another verdict than {@link Verdict#OVER}. */
  boolean isEmpty() {
    return changes.isEmpty();
  }

  /** Adds a window after all others; the verdict stands until another one is added. */
  void add(long end, Verdict verdict) {
    change(end, verdict);
  }

  /**
   * Changes the verdict on one window; false if it is the same.
   *
   * @param nextEnd the end of the next window, or {@link WindowEnds#NONE}
   */
  boolean set(long end, long nextEnd, Verdict verdict) {
    if (of(end) == verdict) {
      return false;
    }
    Verdict next = of(nextEnd);
    change(end, verdict);
    if (nextEnd != WindowEnds.NONE) {
      change(nextEnd, next);
    }
    return true;
  }

  /** Gives a verdict to all windows from {@code firstEnd} until before {@code nextEnd}. */
  void fill(long firstEnd, long nextEnd, Verdict verdict) {
    if (firstEnd < nextEnd) {
      Verdict next = of(nextEnd);
      changes.subMap(firstEnd, nextEnd).clear();
      change(firstEnd, verdict);
      if (nextEnd != WindowEnds.NONE) {
        change(nextEnd, next);
      }
    }
  }

  private void change(long end, Verdict verdict) {
    Map.Entry<Long, Verdict> before = changes.lowerEntry(end);
    if (verdict == (before == null ? Verdict.OVER : before.getValue())) {
      changes.remove(end);
    } else {
      changes.put(end, verdict);
    }
  }

  /** Gives the windows that end within {@code [firstEnd, lastEnd]}, in order. */
  void runs(long firstEnd, long lastEnd, Run run) {
    long end = firstEnd;
    while (end <= lastEnd) {
      Long next = changes.higherKey(end);
      boolean last = next == null || next > lastEnd;
      run.windows(of(end), end, last ? lastEnd : next - 1);
      end = last ? Long.MAX_VALUE : next;
    }
  }

  /** Forgets the windows before the one that ends at {@code firstEnd}. */
  void forgetBefore(long firstEnd) {
    Verdict first = of(firstEnd);
    changes.headMap(firstEnd, true).clear();
    change(firstEnd, first);
  }

  void encode(ByteWriter out) {
    out.writeUnsigned(changes.size());
    changes.forEach((end, verdict) -> out.writeSigned(end).writeByte(verdict.code));
  }

  void decode(ByteReader in) {
    for (int i = in.readSize(Integer.MAX_VALUE); i > 0; i--) {
      long end = in.readSigned();
      changes.put(end, Verdict.of(in.readSize(Verdict.HOLDS.code)));
    }
  }
}
