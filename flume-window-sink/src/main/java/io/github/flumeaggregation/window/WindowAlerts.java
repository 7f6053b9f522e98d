package io.github.flumeaggregation.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.window.ClosedWindow;
import io.github.flumeaggregation.core.window.ResultRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An alert on the rows of windows, for all groups.
 *
 * <p>A group is watched from the first window on of which it is not {@link Verdict#OVER}, until
 * nothing that could matter is known of it. While it is watched, a window in which it has no row
 * counts as one in which it has no line. The row {@code (other)} is no group and never alerts.
 *
 * <p>Where {@code when} holds for a count of 0, every group is watched that has had a line.
 */
final class WindowAlerts {
  private final AlertRule rule;
  private final Notifier notifier;
  private final LineSamples samples;
  private final WindowEnds ends;
  private final List<@Nullable Object> nothing;
  private final Verdict verdictOnNothing;
  private final List<String> other;
  private final Map<List<String>, GroupAlert> groups = new LinkedHashMap<>();
  private long dropped;

  /** Whether every group that is watched is one that fires or is about to. */
  private boolean allActive;

  WindowAlerts(AlertRule rule, Notifier notifier, LineSamples samples) {
    this.rule = rule;
    this.notifier = notifier;
    this.samples = samples;
    this.ends = new WindowEnds(rule.windows);
    this.nothing = rule.aggregation.valuesOfNothing();
    this.verdictOnNothing = rule.conditions().judgeNothing(nothing);
    this.other = Collections.nCopies(rule.groupLabels.size(), ResultRow.OTHER);
  }

  /** Begins after the window that ends at {@code end}; this must be new. */
  void startAfter(long end) {
    ends.startAfter(end);
  }

  /** Judges a window that has been closed, or emitted again. */
  void closed(ClosedWindow window) {
    if (!ends.areJudgedAt(window.endMillis())) {
      return;
    }
    boolean newest = window.endMillis() > ends.newest();
    allActive = false;
    if (newest) {
      judgeEmptyBefore(window.endMillis());
    }
    ends.add(window.endMillis());
    Set<List<String>> judged = judgeRows(window, newest);
    if (newest) {
      for (GroupAlert group : groups.values()) {
        if (!judged.contains(group.group())) {
          judge(group, verdictOnNothing, WindowTimes.of(window), nothing);
        }
      }
      samples.forgetBefore(window.timestampMillis());
    }
  }

  /** Judges the windows without any line, which are never emitted. */
  private void judgeEmptyBefore(long end) {
    long first = ends.firstEmptyBefore(end);
    if (first == WindowEnds.NONE) {
      return;
    }
    WindowTimes window = WindowTimes.empty(rule.windows, first);
    for (GroupAlert group : groups.values()) {
      group.add(verdictOnNothing, first, end - 1, occasion(group, window, nothing));
    }
  }

  private Set<List<String>> judgeRows(ClosedWindow window, boolean newest) {
    WindowTimes times = WindowTimes.of(window);
    Set<List<String>> judged = new HashSet<>();
    for (ResultRow row : window.rows()) {
      boolean isOther = !other.isEmpty() && row.group().equals(other);
      Verdict verdict =
          row.isRetracted() ? verdictOnNothing : rule.conditions().judge(row.values());
      GroupAlert group = isOther ? null : watched(row.group(), verdict);
      if (group == null) {
        continue;
      }
      judged.add(row.group());
      if (newest) {
        judge(group, verdict, times, row.values());
      } else {
        Evidence evidence =
            new Correction(new WindowEvidence(times, row.group(), row.values(), samples));
        group.change(verdict, times.endMillis, new Occasion(notifier, row.group(), evidence));
      }
    }
    return judged;
  }

  private void judge(
      GroupAlert group, Verdict verdict, WindowTimes window, List<@Nullable Object> values) {
    group.add(verdict, window.endMillis, window.endMillis, occasion(group, window, values));
  }

  private Occasion occasion(GroupAlert group, WindowTimes window, List<@Nullable Object> values) {
    return new Occasion(
        notifier, group.group(), new WindowEvidence(window, group.group(), values, samples));
  }

  /** The alert of a group; null if it is not watched, and need not or cannot be. */
  private @Nullable GroupAlert watched(List<String> name, Verdict verdict) {
    @Nullable GroupAlert group = groups.get(name);
    if (group != null || (verdict == Verdict.OVER && verdictOnNothing == Verdict.OVER)) {
      return group;
    }
    if (groups.size() >= rule.maxAlerts && !(verdict == Verdict.HOLDS && forgetOneInactive())) {
      // A group that is only between both conditions was never going to alert by itself.
      dropped += verdict == Verdict.BETWEEN ? 0 : 1;
      return null;
    }
    GroupAlert added = new GroupAlert(ends, rule.forMillis, verdictOnNothing, name);
    groups.put(name, added);
    return added;
  }

  /** Makes room for a group that alerts. */
  private boolean forgetOneInactive() {
    if (allActive || verdictOnNothing == Verdict.HOLDS) {
      return false;
    }
    for (Iterator<GroupAlert> i = groups.values().iterator(); i.hasNext(); ) {
      if (i.next().isInactive()) {
        i.remove();
        return true;
      }
    }
    allActive = true;
    return false;
  }

  /** Notes that windows that end at or before {@code horizon} change no more. */
  void settle(long horizon) {
    long end = Math.min(horizon, ends.newest());
    for (GroupAlert group : groups.values()) {
      group.settle(end);
    }
    ends.settle(end);
    if (verdictOnNothing == Verdict.OVER) {
      groups.values().removeIf(GroupAlert::isForgettable);
    }
  }

  /** The groups whose alert fires. */
  List<GroupAlert> firing() {
    List<GroupAlert> firing = new ArrayList<>();
    for (GroupAlert group : groups.values()) {
      if (group.firing() != null) {
        firing.add(group);
      }
    }
    return firing;
  }

  /** How often a group should have been watched and there were too many. */
  long dropped() {
    return dropped;
  }

  void encode(ByteWriter out) {
    ends.encode(out);
    out.writeUnsigned(dropped).writeUnsigned(groups.size());
    for (GroupAlert group : groups.values()) {
      group.group().forEach(out::writeString);
      group.encode(out);
    }
  }

  /** Makes this, which must be new, what {@link #encode} wrote. */
  void decode(ByteReader in) {
    ends.decode(in);
    dropped = in.readUnsigned();
    for (int i = in.readSize(Integer.MAX_VALUE); i > 0; i--) {
      List<String> name = new ArrayList<>();
      for (int field = 0; field < rule.groupLabels.size(); field++) {
        name.add(in.readString());
      }
      GroupAlert group = new GroupAlert(ends, rule.forMillis, verdictOnNothing, name);
      group.decode(in);
      groups.put(name, group);
    }
  }
}
