package io.github.flumeaggregation.window.alert;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.window.ClosedWindow;
import io.github.flumeaggregation.core.window.ResultRow;
import io.github.flumeaggregation.core.window.Windows;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
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
final class WindowAlerts implements RowAlerts {
  private final AlertRule rule;
  private final Windows windows;
  private final Notifier notifier;
  private final LineSamples samples;
  private final WindowEnds ends;
  private final List<@Nullable Object> nothing;
  private final Verdict verdictOnNothing;
  private final WatchedGroups<GroupAlert> groups;

  /** Whether every group that is watched is one that fires or is about to. */
  private boolean allActive;

  WindowAlerts(AlertRule rule, Windows windows, Notifier notifier, LineSamples samples) {
    this.rule = rule;
    this.windows = windows;
    this.notifier = notifier;
    this.samples = samples;
    this.ends = new WindowEnds(windows);
    this.nothing = rule.aggregation.valuesOfNothing();
    this.verdictOnNothing = rule.conditions().judgeNothing(nothing);
    this.groups =
        new WatchedGroups<>(
            rule, name -> new GroupAlert(ends, rule.forMillis, verdictOnNothing, name));
  }

  @Override
  public void startAfter(long end) {
    ends.startAfter(end);
  }

  @Override
  public void closed(ClosedWindow window) {
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
    if (newest || ends.isInsertedLate()) {
      judgeOthers(window, newest, judged);
    }
    if (newest) {
      samples.forgetBefore(window.timestampMillis());
    }
  }

  /** A window that is new is one without a line for the groups of which it has no row. */
  private void judgeOthers(ClosedWindow window, boolean newest, Set<List<String>> judged) {
    WindowTimes times = WindowTimes.of(window);
    for (GroupAlert group : groups.all()) {
      if (!judged.contains(group.group()) && (newest || group.isKnownAt(times.endMillis))) {
        judge(group, verdictOnNothing, times, nothing, newest);
      }
    }
  }

  /** Judges the windows without any line, which are never emitted. */
  private void judgeEmptyBefore(long end) {
    long first = ends.firstEmptyBefore(end);
    if (first == WindowEnds.NONE) {
      return;
    }
    WindowTimes window = WindowTimes.empty(windows, first);
    for (GroupAlert group : groups.all()) {
      Trigger trigger = new WindowTrigger(window, group.group(), nothing, samples);
      group.add(verdictOnNothing, first, end - 1, new Occasion(notifier, group.group(), trigger));
    }
  }

  private Set<List<String>> judgeRows(ClosedWindow window, boolean newest) {
    WindowTimes times = WindowTimes.of(window);
    Set<List<String>> judged = new HashSet<>();
    for (ResultRow row : window.rows()) {
      Verdict verdict =
          row.isRetracted() ? verdictOnNothing : rule.conditions().judge(row.values());
      GroupAlert group = row.isOther() ? null : watched(row.group(), verdict);
      if (group == null) {
        continue;
      }
      judged.add(row.group());
      judge(group, verdict, times, row.values(), newest);
    }
    return judged;
  }

  private void judge(
      GroupAlert group,
      Verdict verdict,
      WindowTimes window,
      List<@Nullable Object> values,
      boolean newest) {
    Trigger trigger = new WindowTrigger(window, group.group(), values, samples);
    long end = window.endMillis;
    if (newest) {
      group.add(verdict, end, end, new Occasion(notifier, group.group(), trigger));
    } else {
      group.change(verdict, end, new Occasion(notifier, group.group(), new Correction(trigger)));
    }
  }

  /** The alert of a group; null if it is not watched, and need not or cannot be. */
  private @Nullable GroupAlert watched(List<String> name, Verdict verdict) {
    @Nullable GroupAlert group = groups.find(name);
    if (group != null || (verdict == Verdict.OVER && verdictOnNothing == Verdict.OVER)) {
      return group;
    }
    if (groups.isFull() && !(verdict == Verdict.HOLDS && forgetOneInactive())) {
      if (verdict != Verdict.BETWEEN) {
        // A group that is only between both conditions was never going to alert by itself.
        groups.drop();
      }
      return null;
    }
    return groups.add(name);
  }

  /** Makes room for a group that alerts. */
  private boolean forgetOneInactive() {
    if (allActive || verdictOnNothing == Verdict.HOLDS) {
      return false;
    }
    for (Iterator<GroupAlert> i = groups.all().iterator(); i.hasNext(); ) {
      if (i.next().isInactive()) {
        i.remove();
        return true;
      }
    }
    allActive = true;
    return false;
  }

  @Override
  public void caughtUp() {
    // Each window was acted upon when it came.
  }

  @Override
  public void makeFinal(long horizon) {
    long end = Math.min(horizon, ends.newest());
    for (GroupAlert group : groups.all()) {
      group.makeFinal(end);
    }
    ends.makeFinal(end);
    if (verdictOnNothing == Verdict.OVER) {
      groups.all().removeIf(GroupAlert::isForgettable);
    }
  }

  /** Windows end by the time of lines, none by the clock. */
  @Override
  public boolean isDue() {
    return false;
  }

  @Override
  public void tick() {}

  @Override
  public void withdraw() {
    Trigger trigger = Ending.withdrawn(notifier.nowMillis(), Collections.emptyMap());
    for (GroupAlert group : groups.firing()) {
      group.withdraw(new Occasion(notifier, group.group(), trigger));
    }
  }

  @Override
  public WatchedGroups<GroupAlert> groups() {
    return groups;
  }

  @Override
  public void encode(ByteWriter out) {
    ends.encode(out);
    groups.encode(out);
  }

  @Override
  public void decode(ByteReader in) {
    ends.decode(in);
    groups.decode(in);
  }
}
